import type { Fact, OrganisationId } from '@patto/contracts';
import type { FactsInForce } from '@patto/event-store/pure';
import type { Offered, Transfer } from './transfer.ts';

/** A party's part in a pact, where it is in force. */
export const participationOf = (facts: FactsInForce, pact: string, organisation: OrganisationId | undefined): Fact<'participation'> | undefined =>
  organisation === undefined
    ? undefined
    : facts.find('participation', pact, organisation).find(({ is }) => is.pact === pact && is.organisation === organisation);

/** A service that runs now. */
export const serviceOf = (facts: FactsInForce, service: string): Fact<'service'> | undefined =>
  facts.find('service', service).find(({ is }) => is.service === service);

/** What the answer to an offered hand-over rests on: the service as it runs, and the parts that both take in its pact. */
export const standingOf = (facts: FactsInForce, transfer: Transfer) =>
  transfer.status === 'none'
    ? {}
    : {
        service: serviceOf(facts, transfer.service),
        from: participationOf(facts, transfer.pact, transfer.from),
        to: participationOf(facts, transfer.pact, transfer.to),
      };

type Standing = { readonly [name in 'service']?: Fact<'service'> | undefined } & { readonly [name in 'from']?: Fact<'participation'> | undefined };

/** Another carries the service out by now, or the performer for whom somebody was to step in takes part again. */
export const isNeedless = ({ stepIn, from }: Pick<Offered, 'stepIn' | 'from'>, standing: Standing): boolean =>
  (standing.service !== undefined && standing.service.is.performer !== from) || (stepIn?.cause === 'suspended' && standing.from !== undefined);
