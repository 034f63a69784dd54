import type { By, Fact, ReadingBasis } from '@patto/contracts';
import type { FactsInForce } from '@patto/event-store/pure';
import { basisFor, type Disclosing } from './basis-for.ts';

/** On what somebody is shown personal content of one person, and the facts that it stands on: what the access record names. */
export interface Standing {
  readonly basis: ReadingBasis;
  readonly relied: readonly Fact[];
}

/** Who asks about whom, for what. */
export interface Reading extends Pick<Disclosing, 'person' | 'purpose' | 'categories'> {
  readonly by: By;
  /** The roles that the organisation gave its operator. */
  readonly roles?: readonly string[];
  /** A delegate reads where their delegation covers one of these acts; any delegation will do where none is named. */
  readonly acts?: readonly string[] | undefined;
}

/**
 * The one rule by which anybody is shown a person's content: they are the person, or act for them within scope; their organisation has
 * taken charge of the person; or a clause, a consent or an emergency covers it. Nothing where none of it holds.
 */
export const readingBasis = ({ by, person, purpose, categories, roles = [], acts }: Reading, facts: FactsInForce): Standing | undefined => {
  const { actor, organisation, onBehalfOf } = by;
  if (onBehalfOf !== undefined) return onBehalfOf === person ? asDelegate(actor, person, acts, facts) : undefined;
  if (organisation === undefined) return actor === person ? { basis: 'own-data', relied: [] } : undefined;
  if (roles.length > 0 && roles.every((role) => role === 'auditor')) return undefined; // Whoever audits the body in charge is not in charge.
  const charge = facts.find('charge', person, organisation).find(({ is }) => is.person === person && is.organisation === organisation);
  if (charge) return { basis: 'public-task', relied: [charge] };
  return basisFor({ recipient: organisation, actor, person, purpose, categories }, facts);
};

const asDelegate = (delegate: string, person: string, acts: readonly string[] | undefined, facts: FactsInForce): Standing | undefined => {
  const relied = facts
    .find('delegation', person, delegate)
    .filter(({ is }) => is.person === person && is.delegate === delegate && (!acts || is.acts.some((act) => acts.includes(act))));
  return relied.length > 0 ? { basis: 'own-data', relied } : undefined;
};
