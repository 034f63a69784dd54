import { categoryOf, type Fact, type PersonId } from '@patto/contracts';
import type { FactsInForce } from '@patto/event-store/pure';
import type { ActingFor } from './acting-for.ts';

/** Whose act it is, who else has to confirm it, and on which delegations that rests. */
export interface AwaitedBy {
  readonly person: PersonId;
  readonly by: readonly PersonId[];
  readonly relied: readonly Fact<'delegation'>[];
}

/**
 * Whom an act of this kind waits for. What an operator writes down for a person waits for that person. Where a delegate and the person act
 * together, what one does waits for the other; parents who act together wait for each other, and never for the child.
 */
export const awaitedBy = ({ by: { actor, onBehalfOf } }: Pick<ActingFor, 'by'>, kind: string, facts: FactsInForce): AwaitedBy | undefined => {
  const person = onBehalfOf ?? actor;
  if (!isPerson(person)) return undefined;
  if (!isPerson(actor)) return { person, by: [person], relied: [] };
  const covering = facts.find('delegation', person).filter(({ is }) => is.person === person && is.acts.includes(kind));
  const mine = covering.filter(({ is }) => is.delegate === actor);
  const isAlone = onBehalfOf ? mine.length === 0 || mine.some(isInstead) : covering.some((one) => isDecree(one) && isInstead(one));
  if (isAlone) return undefined; // Or not covered at all, which the decision refuses.
  if (!onBehalfOf) return waitingFor(person, covering.filter(isDecree));
  if (!mine.some(isParental)) return { person, by: [person], relied: mine };
  return waitingFor(
    person,
    covering.filter((one) => isParental(one) && one.is.delegate !== actor),
  );
};

/** The delegates of these, each once; nothing where there are none. */
const waitingFor = (person: PersonId, relied: readonly Fact<'delegation'>[]): AwaitedBy | undefined =>
  relied.length === 0 ? undefined : { person, by: [...new Set(relied.map(({ is }) => is.delegate as PersonId))], relied };

const isPerson = (id: string): id is PersonId => categoryOf(id) === 'person';
const isInstead = ({ is }: Fact<'delegation'>): boolean => is.exercise === 'instead';
const isDecree = ({ is }: Fact<'delegation'>): boolean => is.basis === 'legal-representative';
const isParental = ({ is }: Fact<'delegation'>): boolean => is.basis === 'parental-responsibility';
