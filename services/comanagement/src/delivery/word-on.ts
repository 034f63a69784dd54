import { type Fact, type Facts, type PersonId, Rejection } from '@patto/contracts';
import type { Attended, DeliveryConfirmed } from '@patto/contracts/comanagement';
import { delegationsBehind, personActing } from '@patto/contracts/persons';
import type { Acting, Context, FactsInForce } from '@patto/event-store/pure';
import type { Delivery } from './delivery.ts';

/** Of which kind of a person's acts their word on a delivery is. */
export const WORD = 'confirm-fulfilment';

/** The delegations behind the person's word. */
export const speaking = (_: object, facts: FactsInForce, { by }: Acting): { readonly delegations: readonly Fact<'delegation'>[] } => ({
  delegations: delegationsBehind(facts, by, WORD),
});

/** The delivery that the caller speaks about, and what they said before. */
export interface Word {
  readonly about: Facts<DeliveryConfirmed>;
  readonly before: 'confirmed' | 'contested' | undefined;
}

/**
 * The word of one who attended, by themself, by their delegate, or as the desk in charge wrote it down.
 * @throws Rejection `not-a-recipient` to all others, `own-obligation` to whoever recorded it and to the organisation that delivered
 */
export const wordOn = (delivery: Delivery, { by, relied }: Context<ReturnType<typeof speaking>>): Word => {
  const person = by.onBehalfOf ?? by.actor;
  const attended: Facts<Attended> | undefined = delivery.attended.find((one) => one.person === person);
  if (!attended || !delivery.performer) throw new Rejection('not-a-recipient', 'This delivery is not yours.');
  personActing(by, WORD, relied.delegations);
  if (by.actor === delivery.recordedBy) throw new Rejection('own-obligation', 'You recorded this delivery yourself.');
  if (by.organisation === delivery.performer) throw new Rejection('own-obligation', 'Your organisation made this delivery.');
  const { plan, commitment } = attended;
  const { performer, recorded, deliveredAt } = delivery;
  return { about: { person: person as PersonId, plan, commitment, performer, recorded, deliveredAt }, before: delivery.words[person] };
};
