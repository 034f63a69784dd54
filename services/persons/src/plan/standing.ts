import { type By, categoryOf, type Fact, type OrganisationId, type PartyId, type PersonId, Rejection } from '@patto/contracts';
import { delegationsBehind, type PersonAct, personActing } from '@patto/contracts/persons';
import type { Acting, FactsInForce } from '@patto/event-store/pure';
import type { Commitment } from './commitments.ts';
import type { Plan } from './plan.ts';

/** What gives a caller a say in a plan. */
export interface Standing {
  readonly charges: readonly Fact<'charge'>[];
  readonly delegations: readonly Fact<'delegation'>[];
}
type Caller = { readonly by: By; readonly relied: Standing };

/** The charges that the caller's organisation has of the plan's persons, and the delegations behind an act for a person. */
export const standing =
  (act: PersonAct) =>
  (_: object, facts: FactsInForce, { by }: Acting, plan: Plan): { charges: readonly Fact<'charge'>[]; delegations: readonly Fact<'delegation'>[] } => {
    const { organisation } = by;
    return {
      charges: organisation ? plan.subjects.flatMap((subject) => facts.find('charge', subject, organisation)) : [],
      delegations: delegationsBehind(facts, by, act),
    };
  };

/** A person's act of this kind in a plan, and what it relies on. */
export const inPlan = (kind: PersonAct) => ({ kind, relies: standing(kind) });

/** Who speaks in an open plan: one of its persons, or the body in charge. @throws Rejection `not-a-recipient`, `plan-closed` */
export const speakingIn = (plan: Plan, act: PersonAct, { by, relied }: Caller): { readonly person: PersonId } | { readonly body: OrganisationId } => {
  const person = plan.subjects.find((subject) => subject === (by.onBehalfOf ?? by.actor));
  if (!person && (by.onBehalfOf || relied.charges.length === 0 || !by.organisation)) throw new Rejection('not-a-recipient', 'This plan is not for you.');
  if (person) personActing(by, act, relied.delegations);
  if (plan.status === 'closed') throw new Rejection('plan-closed', 'This plan is closed.');
  return person ? { person } : { body: by.organisation as OrganisationId };
};

/** The person of the plan who acts, by themself or by a delegate. @throws Rejection `only-the-person` to the body in charge */
export const personIn = (plan: Plan, act: PersonAct, caller: Caller): PersonId => {
  const speaking = speakingIn(plan, act, caller);
  if ('body' in speaking) throw new Rejection('only-the-person', 'This is for the person to decide.');
  return speaking.person;
};

/** The body in charge that acts. @throws Rejection `only-the-body-in-charge` to the plan's persons */
export const bodyIn = (plan: Plan, caller: Caller): OrganisationId => {
  const speaking = speakingIn(plan, 'shape-plan', caller);
  if ('person' in speaking) throw new Rejection('only-the-body-in-charge', 'The body in charge does this.');
  return speaking.body;
};

/** Whether the caller acts for this party: is it, works for it, or is its delegate within scope. */
export const actsFor = (party: PartyId, act: PersonAct, { by, relied }: { by: By; relied: Pick<Standing, 'delegations'> }): boolean => {
  if (categoryOf(party) === 'organisation') return by.organisation === party && !by.onBehalfOf;
  return (by.onBehalfOf ?? by.actor) === party && personActing(by, act, relied.delegations) === party;
};

/** Nobody acts on both sides of one obligation, not even as somebody's delegate. @throws Rejection `own-obligation` */
export const mustNotBeOneOf = (otherSide: readonly string[], { by }: { by: By }): void => {
  if (otherSide.includes(by.actor) || (by.organisation && otherSide.includes(by.organisation))) {
    throw new Rejection('own-obligation', 'You stand on the other side of this obligation.');
  }
};

/** Those who owe it. */
export const owing = ({ holder, performer }: Commitment): readonly string[] => [holder, performer];

/** A commitment of the plan. @throws Rejection `not-a-recipient`, alike where there is none */
export const commitmentIn = (plan: Plan, commitment: string): Commitment => {
  const found = plan.commitments[commitment];
  if (!found) throw new Rejection('not-a-recipient', 'This commitment is not for you.');
  return found;
};
