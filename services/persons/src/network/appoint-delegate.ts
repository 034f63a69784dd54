import { type Instant, instant, IsId, IsInstant, type PersonId, Rejection } from '@patto/contracts';
import { DELEGATION_BASES, DelegateAppointed, type DelegationBasis, type Exercise, EXERCISES, PERSON_ACTS, type PersonAct } from '@patto/contracts/persons';
import { decides, event } from '@patto/event-store/pure';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsIn } from 'class-validator';
import { chargeOver, isThemself, network, networkOf } from './network.ts';

/**
 * The person lets another act for them, act by act and until a date. Parental responsibility and a decree are not theirs to give:
 * the body in charge records what it was shown.
 */
export class AppointDelegate {
  @IsId('person') readonly person!: PersonId;
  @IsId('person') readonly delegate!: PersonId;
  @IsIn(DELEGATION_BASES) readonly basis!: DelegationBasis;
  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(PERSON_ACTS.length) @IsIn(PERSON_ACTS, { each: true }) readonly acts!: PersonAct[];
  @IsIn(EXERCISES) readonly exercise!: Exercise;
  @IsInstant() readonly until!: Instant;
}

export const appointDelegate = decides(
  network,
  AppointDelegate,
  {
    kind: 'appoint-delegate',
    stream: { of: networkOf },
    relies: (command, facts, acting) => ({ ...chargeOver(command, facts, acting), delegatePerson: facts.find('person', command.delegate)[0] }),
  },
  (_, { person, delegate, basis, acts, exercise, until }, context) => {
    if (delegate === person || delegate === context.by.actor) throw new Rejection('own-delegate', 'Nobody appoints themself.');
    const themself = isThemself(person, context, context.relied.charge);
    if (basis === 'delegation' && !themself) throw new Rejection('only-the-person', 'Only the person gives a delegation.');
    if (basis !== 'delegation' && !context.relied.charge) {
      throw new Rejection('recorded-by-body', 'Parental responsibility and decrees are recorded by the body in charge.');
    }
    if (instant(until) <= context.now) throw new Rejection('period-over', 'The end of the delegation has to lie ahead.', ['/until']);
    if (!context.relied.delegatePerson) throw new Rejection('unknown-party', 'The delegate is not registered.', ['/delegate']);

    return [event(DelegateAppointed, { person, delegate, basis, acts: [...new Set(acts)], exercise, until: instant(until) })];
  },
);
