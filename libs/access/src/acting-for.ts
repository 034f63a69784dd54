import { type By, type Fact, type Initiative, type OrganisationId, type PersonId, Rejection } from '@patto/contracts';
import { CALLER_KINDS, type CallerKind } from '@patto/contracts/accountability';
import type { Authorised } from '@patto/event-store';
import type { FactsInForce } from '@patto/event-store/pure';
import type { Caller } from './caller.ts';

/** The sector whose organisations act as the agency; the initiative of all others is the community's. */
const PUBLIC_BODY = 'public-body';

/** Who acts in one call, for whom, and what that rests on: the affiliation or delegation in `relied` becomes a guard and a basis of what is recorded. */
export interface ActingFor extends Authorised {
  /** The roles that the organisation gave its operator; none of a person. */
  readonly roles: readonly string[];
  /** What the caller is in this call; what follows from other facts, as a case manager, the policy finds out where it asks for it. */
  readonly kinds: readonly CallerKind[];
}

/**
 * Judges on whose behalf a caller acts. Who can act for one only needs no header; a person acts for themself unless it says otherwise.
 * @param header `Patto-Acting-For`: the id of an organisation or a person
 * @param isTakenDown whether an operator writes down what that person dictated or signed on paper; never so for a question
 * @throws Rejection `unknown-actor`, `code-not-valid`, `acting-for-needed`, `acting-for-refused`
 */
export const actingFor = (caller: Caller, header: string | undefined, facts: FactsInForce, isTakenDown = false): ActingFor => {
  if (isTakenDown) return asTakenDown(caller, header, facts);
  if (caller.presents) return asNamedByCode(caller.presents, facts);
  if (caller.link && facts.find('link', caller.link).length === 0) throw new Rejection('code-not-valid', 'This link is not good, or not any more.');
  const own = [...asOperator(caller, facts), ...asThemself(caller, facts), ...byLink(caller, facts)];
  if (own.length === 0) throw new Rejection('unknown-actor', 'This login belongs to nobody who may act here.');
  if (header !== undefined) {
    const meant = own.find(({ by }) => (by.organisation ?? by.actor) === header) ?? asDelegate(caller, header, facts);
    if (!meant) throw new Rejection('acting-for-refused', 'You may not act on behalf of the one that Patto-Acting-For names.');
    return meant;
  }
  const [only, another] = own;
  if (!only || another) throw new Rejection('acting-for-needed', 'You can act for more than one: say for whom in Patto-Acting-For.');
  return only;
};

/** One for each organisation that affiliates the caller now. */
const asOperator = ({ operator }: Caller, facts: FactsInForce): readonly ActingFor[] => {
  if (!operator) return [];
  const affiliations = facts.find('affiliation', operator).filter(({ is }) => is.actor === operator);
  const organisations = [...new Set(affiliations.map(({ is }) => is.organisation))];
  return organisations.map((organisation) => {
    const relied = affiliations.filter(({ is }) => is.organisation === organisation);
    const roles = [...new Set(relied.flatMap(({ is }) => is.roles))];
    return {
      by: { actor: operator, organisation: organisation as OrganisationId },
      initiative: initiativeOf(organisation, facts),
      roles,
      kinds: CALLER_KINDS.filter((kind) => OF_OPERATORS.has(kind) && roles.includes(kind)),
      relied,
    };
  });
};

/** Whoever holds a link that is good acts once for the organisation to which it was issued. */
const byLink = ({ link }: Caller, facts: FactsInForce): readonly ActingFor[] => {
  const [found] = link ? facts.find('link', link) : [];
  if (!link || !found) return [];
  const organisation = found.is.organisation as OrganisationId;
  return [{ by: { actor: link, organisation }, initiative: initiativeOf(organisation, facts), roles: [], kinds: ['link'], relied: [found] }];
};

/** A code says which person somebody is who was nobody here before. */
const asNamedByCode = ({ login, code }: Caller['presents'] & object, facts: FactsInForce): ActingFor => {
  const [found] = facts.find('code', code);
  if (!found) throw new Rejection('code-not-valid', 'This code is not good, or not any more.');
  return { ...forPerson({ actor: found.is.person as PersonId }, 'person', [found]), kinds: ['newcomer'], login };
};

/** An operator at a desk that has taken charge of the person, who writes down that person's act: it is theirs, and waits for their word. */
const asTakenDown = (caller: Caller, person: string | undefined, facts: FactsInForce): ActingFor => {
  if (person === undefined) throw new Rejection('acting-for-needed', 'Say in Patto-Acting-For whose act this is.');
  for (const { by, relied } of asOperator(caller, facts)) {
    const charge =
      by.organisation && facts.find('charge', person, by.organisation).find(({ is }) => is.person === person && is.organisation === by.organisation);
    if (charge && isRegistered(person, facts)) {
      return { ...forPerson({ ...by, onBehalfOf: person as PersonId }, 'delegate', [...relied, charge]), initiative: 'person' };
    }
  }
  throw new Rejection('acting-for-refused', 'You may not write down what the one that Patto-Acting-For names has said.');
};

/** An organisation cannot make anybody a person, a delegate or a service of ours by calling a role so. */
const OF_OPERATORS: ReadonlySet<CallerKind> = new Set(['operator', 'coordinator', 'administrator', 'auditor', 'partner-system']);

const initiativeOf = (organisation: string, facts: FactsInForce): Initiative =>
  facts.find('organisation', organisation).some(({ is }) => is.organisation === organisation && is.sector === PUBLIC_BODY) ? 'agency' : 'community';

const isRegistered = (person: string, facts: FactsInForce): boolean => facts.find('person', person).length > 0;

const asThemself = ({ person }: Caller, facts: FactsInForce): readonly ActingFor[] =>
  person && isRegistered(person, facts) ? [forPerson({ actor: person }, 'person', [])] : [];

const asDelegate = ({ person: delegate }: Caller, person: string, facts: FactsInForce): ActingFor | undefined => {
  if (!delegate || !isRegistered(delegate, facts) || !isRegistered(person, facts)) return undefined;
  const isMinor = facts.find('person', person).some(({ is }) => is.person === person && is.capacity === 'minor');
  const relied = facts
    .find('delegation', person, delegate)
    .filter(({ is }) => is.person === person && is.delegate === delegate && (isMinor || is.basis !== 'parental-responsibility'));
  return relied.length > 0 ? forPerson({ actor: delegate, onBehalfOf: person as By['onBehalfOf'] & string }, 'delegate', relied) : undefined;
};

const forPerson = (by: By, kind: 'person' | 'delegate', relied: readonly Fact[]): ActingFor => ({ by, initiative: kind, roles: [], kinds: [kind], relied });
