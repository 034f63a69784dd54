import { type PersonId, Rejection } from '@patto/contracts';
import { isTakenDown, type SignatoryRole } from '@patto/contracts/persons';
import type { Acting, Context, FactsInForce } from '@patto/event-store/pure';
import type { Plan } from './plan.ts';
import { type Standing, speakingIn, standing } from './standing.ts';

/** Beside the standing: the signing person as registered, and who holds parental responsibility for them. */
export const signatories = (command: object, facts: FactsInForce, acting: Acting, plan: Plan) => {
  const person = acting.by.onBehalfOf ?? acting.by.actor;
  return {
    ...standing('sign-plan')(command, facts, acting, plan),
    signing: facts.find('person', person).filter(({ is }) => is.person === person),
    parents: facts.find('delegation', person).filter(({ is }) => is.person === person && is.basis === 'parental-responsibility'),
  };
};

type Signing = Context<ReturnType<typeof signatories>>;

/**
 * For whom the caller signs in this role; nobody in particular as case manager.
 * @throws Rejection `not-a-recipient`, `not-a-signatory`, `not-the-case-manager`, `minor-needs-parents`
 */
export const signingFor = (plan: Plan, as: SignatoryRole, { by, relied }: Signing): PersonId | undefined => {
  const speaking = speakingIn(plan, 'sign-plan', { by, relied: relied as Standing });
  if (as === 'case-manager') {
    if (!by.onBehalfOf && relied.charges.some(({ is }) => is.caseManager === by.actor)) return undefined;
    throw new Rejection('not-the-case-manager', 'Only the case manager signs in this role.');
  }
  if ('body' in speaking) throw new Rejection('not-a-signatory', 'This signature is for the person, or their delegate.');
  const isMinor = relied.signing.some(({ is }) => is.capacity === 'minor');
  if (isMinor && (!by.onBehalfOf || isTakenDown(by))) throw new Rejection('minor-needs-parents', 'For a minor, all who hold parental responsibility sign.');
  return speaking.person;
};

/** Who else has to sign for a minor; nobody beside a legal representative, nor for an adult. Parents who act together have confirmed each other's act. */
export const stillAwaited = (person: PersonId | undefined, signed: readonly string[], { by, relied }: Signing): readonly PersonId[] => {
  const isMinor = relied.signing.some(({ is }) => is.capacity === 'minor');
  const isParent = relied.parents.some(({ is }) => is.delegate === by.actor && is.exercise === 'instead');
  if (!person || !isMinor || !isParent) return [];
  return relied.parents.map(({ is }) => is.delegate as PersonId).filter((parent) => parent !== by.actor && !signed.includes(parent));
};
