import { type Ledger, loadOrCreateLedgerKey, openLedger } from '@patto/audit-ledger';
import type { EventLog } from '@patto/event-store';
import type { ServiceFollower, World } from '@patto/service-kit';
import { type LedgerName, ledgerPlace } from './place.ts';
import { refuseRolledBack } from './rolled-back.ts';
import { witnessing } from './witness-rounds.ts';

/** A checkpoint is signed at most this often: sealed soon enough to be felt as now, seldom enough to cost nothing. */
const SIGN_EVERY_MS = 250;

/** Seals a whole log: the entry at index n is the exact text of the event at position n. It halts rather than skip one. */
const sealerOf = async (name: LedgerName, log: EventLog, world: World): Promise<ServiceFollower> => {
  const { folder, keyFile, origin } = ledgerPlace(name, world.settings);
  const key = loadOrCreateLedgerKey(keyFile, origin);
  const ledger = await openLedger({ folder, origin, key });
  try {
    await refuseRolledBack(log, ledger);
    // A crash came between head and checkpoint, or took the checkpoint back: witnesses may have seen it, so it is published as the head states it.
    if (ledger.size > ledger.signedSize) await ledger.sign();
    return await sealing(`ledger:${name}`, log, ledger, await witnessing({ folder, ledger, log: key.verifier }, world), world);
  } catch (error) {
    await ledger.close();
    throw error;
  }
};

const sealing = async (name: string, log: EventLog, ledger: Ledger, rounds: Awaited<ReturnType<typeof witnessing>>, world: World): Promise<ServiceFollower> => {
  let signedAt = 0;
  let due: NodeJS.Timeout | undefined;
  let failure: Error | undefined;
  const alarm = (): Error | undefined => rounds?.alarm() ?? failure;
  const sign = async (): Promise<void> => {
    due = undefined;
    if (alarm()) return;
    signedAt = Date.now();
    await ledger.sign().catch((error: Error) => {
      failure = error;
      world.logger.error({ ledger: name, err: error }, 'the ledger could not be signed');
    });
  };
  return {
    name,
    log,
    filter: {},
    position: async () => ledger.size - 1,
    tried: (position) => world.checkpoints.tried(name, position),
    alarm,
    handle: async ({ events }) => {
      const halted = alarm();
      if (halted) throw halted;
      const fresh = events.filter(({ position }) => position >= ledger.size); // A page that failed half way comes again, event by event.
      await ledger.append(fresh.map(({ body }) => Buffer.from(body, 'utf8')));
      // What comes until the checkpoint is due comes under it.
      due ??= setTimeout(sign, Math.max(0, signedAt + SIGN_EVERY_MS - Date.now()));
    },
    close: async () => {
      clearTimeout(due);
      try {
        if (!alarm()) await ledger.sign();
        await rounds?.end();
      } finally {
        await ledger.close();
      }
    },
  };
};

/** Seals what happened. */
export const sealer = (world: World): Promise<ServiceFollower> => sealerOf('events', world.log, world);

/** Seals who read of it. */
export const accessSealer = (world: World): Promise<ServiceFollower> => sealerOf('accesses', world.accesses, world);
