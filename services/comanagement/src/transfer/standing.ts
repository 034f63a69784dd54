import type { Fact } from '@patto/contracts';
import { participationOf, openService } from '@patto/contracts/partnerships';
import type { FactsInForce } from '@patto/event-store/pure';
import type { Offered, Transfer } from './transfer.ts';

/** What the answer to an offered hand-over rests on: the service as it runs, and the parts that both take in its pact. */
export const standingOf = (facts: FactsInForce, transfer: Transfer) =>
  transfer.status === 'none'
    ? {}
    : {
        service: openService(facts, transfer.service),
        from: participationOf(facts, transfer.pact, transfer.from),
        to: participationOf(facts, transfer.pact, transfer.to),
      };

interface Standing {
  readonly service?: Fact<'service'> | undefined;
  readonly from?: Fact<'participation'> | undefined;
}

/** Another carries the service out by now, or the performer for whom somebody was to step in takes part again. */
export const isNeedless = ({ stepIn, from }: Pick<Offered, 'stepIn' | 'from'>, standing: Standing): boolean =>
  (standing.service !== undefined && standing.service.is.performer !== from) || (stepIn?.cause === 'suspended' && standing.from !== undefined);
