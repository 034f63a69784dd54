import { type Ledger, LedgerRefused } from '@patto/audit-ledger';
import type { EventLog } from '@patto/event-store';

/**
 * Refuses an event log that no longer holds what was sealed last: put back to yesterday, it would record other events at
 * positions that are sealed, and none of them would come into the ledger.
 * @throws LedgerRefused
 */
export const refuseRolledBack = async (log: EventLog, ledger: Ledger): Promise<void> => {
  const last = ledger.signedSize - 1;
  if (last < 0) return;
  for await (const { body } of log.readAll({ after: last - 1, limit: 1 })) {
    if (Buffer.from(body, 'utf8').equals(await ledger.entry(last))) return;
  }
  throw new LedgerRefused(
    `The event log does not hold the event that was sealed at position ${last}: it was rolled back or exchanged. Restore the data folder as a whole from its newest backup.`,
  );
};
