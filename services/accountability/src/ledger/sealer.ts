import { setTimeout as delay } from 'node:timers/promises';
import { loadOrCreateLedgerKey, openLedger } from '@patto/audit-ledger';
import type { ServiceFollower, World } from '@patto/service-kit';
import { eventsLedger } from './place.ts';
import { refuseRolledBack } from './rolled-back.ts';

/** A checkpoint is signed at most this often: sealed soon enough to be felt as now, seldom enough to cost nothing. */
const SIGN_EVERY_MS = 250;

/** Seals the whole log: the entry at index n is the exact text of the event at position n. It halts rather than skip one. */
export const sealer = async ({ log, checkpoints, settings }: World): Promise<ServiceFollower> => {
  const { folder, keyFile, origin } = eventsLedger(settings);
  const ledger = await openLedger({ folder, origin, key: loadOrCreateLedgerKey(keyFile, origin) });
  await refuseRolledBack(log, ledger);
  let signedAt = 0;
  return {
    name: 'ledger:events',
    filter: {},
    position: async () => ledger.size - 1,
    tried: (position) => checkpoints.tried('ledger:events', position),
    handle: async ({ events, through }) => {
      const fresh = events.filter(({ position }) => position >= ledger.size); // A page that failed half way comes again, event by event.
      await ledger.append(fresh.map(({ body }) => Buffer.from(body, 'utf8')));
      const wait = signedAt + SIGN_EVERY_MS - Date.now();
      const moreIsComing = (await log.head()) > through;
      if (wait > 0 && moreIsComing) return;
      if (wait > 0) await delay(wait);
      await ledger.sign();
      signedAt = Date.now();
    },
    close: async () => {
      await ledger.sign();
      await ledger.close();
    },
  };
};
