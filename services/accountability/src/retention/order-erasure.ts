import { IsId, type PersonId, Rejection } from '@patto/contracts';
import { ERASURE_GROUNDS, type ErasureGround, ErasureOrdered } from '@patto/contracts/accountability';
import { type Acting, decides, event, type FactsInForce } from '@patto/event-store/pure';
import { IsIn } from 'class-validator';
import { keepingOf, mustAnswerFor, ofPerson, type Retention, retention } from './retention.ts';

/** Has the person's content erased, once and for all. Refused while a hold or a charge stands against it. */
export class OrderErasure {
  @IsId('person') readonly person!: PersonId;
  @IsIn(ERASURE_GROUNDS) readonly ground!: ErasureGround;
}

const relies = (command: OrderErasure, facts: FactsInForce, acting: Acting, state: Retention) => ({
  ...keepingOf(command, facts, acting, state),
  charge: facts.find('charge', command.person).find(({ is }) => is.person === command.person),
});

export const orderErasure = decides(retention, OrderErasure, { stream: ofPerson, relies }, (state, { person, ground }, context) => {
  mustAnswerFor(context);
  if (state.erasure !== 'none') throw new Rejection('already-ordered', 'The erasure of this person was ordered before.');
  const against = Object.values(state.holds).filter(({ until }) => until === undefined || until > context.now);
  if (against.length > 0) throw new Rejection('erasure-held', `It is held: ${against.map(inWords).join(', ')}.`);
  if (context.relied.charge) throw new Rejection('still-in-charge', 'A body has this person in charge.');
  const area = context.relied.registered?.is.area;
  return area === undefined ? [] : [event(ErasureOrdered, { person, area, ground })];
});

const inWords = ({ ground, until }: { readonly ground: string; readonly until?: string }): string => (until ? `${ground} until ${until}` : ground);
