import type { By } from '../envelope.ts';
import type { Fact } from '../effects.ts';
import { categoryOf } from '../ids.ts';
import { Rejection } from '../rejection.ts';

/** What a person may let another do for them, kind by kind. */
export const PERSON_ACTS = [
  'report-need',
  'invite-supporter',
  'shape-plan',
  'accept-commitments',
  'sign-plan',
  'report-fulfilment',
  'confirm-fulfilment',
  'object',
  'consent',
] as const;
export type PersonAct = (typeof PERSON_ACTS)[number];

/** On what another acts for a person. */
export const DELEGATION_BASES = ['delegation', 'parental-responsibility', 'legal-representative'] as const;
export type DelegationBasis = (typeof DELEGATION_BASES)[number];

/** `instead`: the delegate acts alone; `together`: what one of the two does waits until the other has confirmed it. */
export const EXERCISES = ['instead', 'together'] as const;
export type Exercise = (typeof EXERCISES)[number];

interface DelegationsInForce {
  find(kind: 'delegation', ...ids: readonly string[]): readonly Fact<'delegation'>[];
}

/** Whether an operator writes down what a person dictated or signed on paper: it is the person's own act, and waits for its confirmation. */
export const isTakenDown = (by: By): boolean => by.onBehalfOf !== undefined && categoryOf(by.actor) === 'operator';

/**
 * The delegations that decide whether an act for a person stands: the one that a delegate acts under, or those by which a
 * decree took this act from the person who acts for themself. An act that the two do together is taken from neither.
 */
export const delegationsBehind = (facts: DelegationsInForce, by: By, act: PersonAct): readonly Fact<'delegation'>[] => {
  const isDelegate = by.onBehalfOf !== undefined && !isTakenDown(by);
  if (isDelegate) return facts.find('delegation', by.onBehalfOf, by.actor).filter(({ is }) => is.person === by.onBehalfOf && is.delegate === by.actor);
  const person = by.onBehalfOf ?? by.actor;
  if (categoryOf(person) !== 'person') return [];
  const ofPerson = facts.find('delegation', person).filter(({ is }) => is.person === person && is.acts.includes(act));
  return ofPerson.filter(({ is }) => is.basis === 'legal-representative' && is.exercise === 'instead');
};

/**
 * The person for whom this is done, by themself or by a delegate within scope; nothing where an operator or a service acts.
 * Beside a legal representative a person keeps every act that the decree does not take (civil code, art. 409).
 * @throws Rejection `outside-delegation`, `taken-by-decree`
 */
export const personActing = (by: By, act: PersonAct, delegations: readonly Fact<'delegation'>[]): string | undefined => {
  if (by.onBehalfOf && !isTakenDown(by)) {
    if (delegations.some(({ is }) => is.acts.includes(act))) return by.onBehalfOf;
    throw new Rejection('outside-delegation', 'The delegation does not cover this act.');
  }
  const person = by.onBehalfOf ?? by.actor;
  if (categoryOf(person) !== 'person') return undefined;
  if (delegations.length > 0) throw new Rejection('taken-by-decree', 'The decree gives this act to the legal representative.');
  return person;
};
