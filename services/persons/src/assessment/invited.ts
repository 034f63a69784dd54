import { categoryOf, type Fact, type PartyId, type PersonId } from '@patto/contracts';
import type { FactsInForce } from '@patto/event-store/pure';

type Known = Fact<'organisation'> | Fact<'support'> | Fact<'delegation'>;

/** What shows that somebody may be asked about a person: an organisation is registered, a person supports or acts for them. */
export const knownTo = (person: PersonId, party: PartyId, facts: FactsInForce): readonly Known[] =>
  categoryOf(party) === 'organisation'
    ? facts.find('organisation', party).filter(({ is }) => is.organisation === party)
    : [
        ...facts.find('support', person, party).filter(({ is }) => is.supporter === party),
        ...facts.find('delegation', person, party).filter(({ is }) => is.delegate === party),
      ].slice(0, 1);

export const isKnown = (party: PartyId, { is }: Known): boolean => {
  if ('delegate' in is) return is.delegate === party;
  return 'supporter' in is ? is.supporter === party : is.organisation === party;
};
