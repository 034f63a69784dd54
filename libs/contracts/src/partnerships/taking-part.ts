import type { Fact, FactKind } from '../effects.ts';

interface FactsInForce {
  find<Kind extends FactKind>(kind: Kind, ...ids: readonly string[]): readonly Fact<Kind>[];
}

/** What the parties of a pact in force agreed. */
export const termsOf = (facts: FactsInForce, pact: string): Fact<'pact'> | undefined => facts.find('pact', pact).find(({ is }) => is.pact === pact);

/** The parts of all that take part in a pact now. */
export const participationsIn = (facts: FactsInForce, pact: string): readonly Fact<'participation'>[] =>
  facts.find('participation', pact).filter(({ is }) => is.pact === pact);

/** An organisation's part in a pact, where it is in force. */
export const participationOf = (facts: FactsInForce, pact: string | undefined, organisation: string | undefined): Fact<'participation'> | undefined =>
  pact === undefined || organisation === undefined
    ? undefined
    : facts.find('participation', pact, organisation).find(({ is }) => is.pact === pact && is.organisation === organisation);

/** A service of a pact that is not closed, whether it runs or rests. */
export const openService = (facts: FactsInForce, service: string | undefined): Fact<'service'> | undefined =>
  service === undefined ? undefined : facts.find('service', service).find(({ is }) => is.service === service);

/** A service that runs under a pact now. */
export const runningService = (facts: FactsInForce, service: string | undefined): Fact<'service'> | undefined => {
  const found = openService(facts, service);
  return found?.is.restsSince === undefined ? found : undefined;
};
