import { MandateRevoked } from '@patto/contracts/partnerships';
import { command } from '@patto/event-store/pure';
import { when } from '@patto/messaging';
import { RevokeMandate } from '../mandate/revoke-mandate.ts';
import { mandates } from '../read/mandates.ts';

/** Nobody gives on what they do not hold any more: with a mandate end those that were delegated from it, and those delegated from them. */
export const whenMandateRevokedRevokeDelegated = when('when-mandate-revoked-revoke-delegated', MandateRevoked, async (_, { stream, find }) => {
  const delegated = await find(mandates, { delegatedFrom: stream, status: { $in: ['offered', 'accepted'] } });
  return delegated.map(({ id }) =>
    command(RevokeMandate, { mandate: id as typeof RevokeMandate.prototype.mandate, motivation: 'The mandate that it was delegated from was revoked.' }),
  );
});
