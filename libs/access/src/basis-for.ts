import type { Fact, LegalBasis } from '@patto/contracts';
import { participationOf } from '@patto/contracts/partnerships';
import type { FactsInForce } from '@patto/event-store/pure';

/** Who would receive what about whom, and for what. */
export interface Disclosing {
  /** The organisation that would receive it. */
  readonly recipient: string;
  /** Its operator who asks; nobody where it is the organisation as such that is told, and then no emergency covers it. */
  readonly actor?: string;
  readonly person: string;
  /** A coded word, as `care`. */
  readonly purpose: string;
  /** Coded words, as `plan`. */
  readonly categories: readonly string[];
}

/** On what somebody may receive personal content, and the facts that it stands on: guards of a decision, and part of an access record. */
export interface Basis {
  readonly basis: LegalBasis;
  readonly relied: readonly Fact[];
}

/** What an emergency is for; nobody studies or plans by it. */
const IN_AN_EMERGENCY = 'care';

/**
 * The basis on which an organisation may receive personal content; nothing where there is none. A clause of a pact comes first, then a consent of the
 * person, then an emergency that the asking operator has opened.
 */
export const basisFor = (asked: Disclosing, facts: FactsInForce): Basis | undefined =>
  byClause(asked, facts) ?? byConsent(asked, facts) ?? byEmergency(asked, facts);

type Covering = { readonly recipients: readonly string[]; readonly purposes: readonly string[]; readonly dataCategories: readonly string[] };

const covers = ({ recipients, purposes, dataCategories }: Covering, { recipient, purpose, categories }: Disclosing): boolean =>
  recipients.includes(recipient) && purposes.includes(purpose) && categories.every((category) => dataCategories.includes(category));

/**
 * A clause of a pact in force covers it where it names recipient, purpose and all categories, the recipient takes part now, and a party that takes
 * part now has taken charge of the person.
 */
const byClause = (asked: Disclosing, facts: FactsInForce): Basis | undefined => {
  const { recipient, person } = asked;
  const charges = facts.find('charge', person).filter(({ is }) => is.person === person);
  for (const taken of facts.find('participation', recipient)) {
    const { pact, organisation } = taken.is;
    const covering = facts.find('pact', pact).find(({ is }) => is.dataSharing.some((clause) => covers(clause, asked)));
    if (organisation !== recipient || !covering) continue;
    for (const charge of charges) {
      const party = participationOf(facts, pact, charge.is.organisation);
      if (party) return { basis: 'public-task', relied: [covering, taken, charge, party] };
    }
  }
  return undefined;
};

const byConsent = (asked: Disclosing, facts: FactsInForce): Basis | undefined => {
  const consent = facts.find('consent', asked.person, asked.recipient).find(({ is }) => is.person === asked.person && covers(is, asked));
  return consent && { basis: 'consent', relied: [consent] };
};

const byEmergency = ({ recipient, actor, person, purpose }: Disclosing, facts: FactsInForce): Basis | undefined => {
  if (actor === undefined || purpose !== IN_AN_EMERGENCY) return undefined;
  const opened = facts
    .find('emergency', person, recipient, actor)
    .find(({ is }) => is.person === person && is.organisation === recipient && is.actor === actor);
  return opened && { basis: 'vital-interest', relied: [opened] };
};
