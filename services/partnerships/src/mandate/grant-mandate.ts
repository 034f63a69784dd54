import { Rejection } from '@patto/contracts';
import { MANDATE_BASES, type MandateBasis, MandateGranted, refuseUnlessPublicBody, registered } from '@patto/contracts/partnerships';
import { decides, event } from '@patto/event-store/pure';
import { IsIn } from 'class-validator';
import { mandate } from './mandate.ts';
import { MandateTerms, recorded, recognitions, refuseImpossible } from './terms.ts';

/** What a mandate may be granted on here; a delegation has its own command, because it has a source. */
const GRANTABLE = MANDATE_BASES.filter((basis) => basis !== 'delegation');
/** On what a public body holds a mandate without anybody above it granting it. */
const WITHOUT_GRANTOR: readonly MandateBasis[] = ['law', 'own-right'];

/** A public body gives an organisation a mandate, or records for itself what law gives it. Without force until the holder accepts. */
export class GrantMandate extends MandateTerms {
  @IsIn(GRANTABLE) readonly basis!: MandateBasis;
}

export const grantMandate = decides(
  mandate,
  GrantMandate,
  { stream: 'new', relies: (command, facts, { by }) => ({ own: registered(facts, by.organisation), recognised: recognitions(facts, command) }) },
  (_, command, { by, relied, now }) => {
    refuseUnlessPublicBody(relied.own, by);
    const grantor = by.organisation ?? command.holder;
    if (grantor === command.holder && !WITHOUT_GRANTOR.includes(command.basis)) {
      throw new Rejection('own-mandate', 'Nobody grants themself a mandate on this basis.', ['/basis']);
    }
    refuseImpossible(command, relied.recognised, now);
    return [event(MandateGranted, { grantor, ...recorded(command), basis: command.basis })];
  },
);
