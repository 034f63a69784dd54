import type { Fact } from '@patto/contracts';
import { participationOf } from '@patto/contracts/partnerships';
import type { FactsInForce } from '@patto/event-store/pure';

/** Who would receive what about whom, and for what. */
export interface Disclosing {
  /** The organisation that would receive it. */
  readonly recipient: string;
  readonly person: string;
  /** A coded word, as `care`. */
  readonly purpose: string;
  /** Coded words, as `plan`. */
  readonly categories: readonly string[];
}

/** On what somebody may receive personal content, and the facts that it stands on: guards of a decision, and part of an access record. */
export interface Basis {
  readonly basis: 'public-task';
  readonly relied: readonly Fact[];
}

/**
 * The basis on which an organisation may receive personal content; nothing where there is none. A clause of a pact in force covers it where it names
 * recipient, purpose and all categories, the recipient takes part now, and a party that takes part now has taken charge of the person.
 */
export const basisFor = ({ recipient, person, purpose, categories }: Disclosing, facts: FactsInForce): Basis | undefined => {
  const charges = facts.find('charge', person).filter(({ is }) => is.person === person);
  for (const taken of facts.find('participation', recipient)) {
    const { pact, organisation } = taken.is;
    const covering = facts
      .find('pact', pact)
      .find(({ is }) =>
        is.dataSharing.some(
          ({ recipients, purposes, dataCategories }) =>
            recipients.some((one) => one === recipient) && purposes.includes(purpose) && categories.every((category) => dataCategories.includes(category)),
        ),
      );
    if (organisation !== recipient || !covering) continue;
    for (const charge of charges) {
      const party = participationOf(facts, pact, charge.is.organisation);
      if (party) return { basis: 'public-task', relied: [covering, taken, charge, party] };
    }
  }
  return undefined;
};
