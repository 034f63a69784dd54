import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Leases } from './leases.ts';
import { isOutage } from './outage.ts';

/** A lease is kept so many times as often as would be needed, so that one slow answer of the server takes nobody's work away. */
const TIMES_KEPT = 3;

/** The work that is done under a lease. */
export interface LeasedWork {
  /** What the lease is called. */
  readonly name: string;
  /**
   * The lease is ours: begins to work. Where that fails the lease is given back, and tried again later.
   * @param mayGoOn whether it still is, to be asked before each effect
   */
  begin(mayGoOn: () => boolean): Promise<void>;
  /** The lease is ours no more, or about to be given back: ends the work. Called also where `begin` failed half way. */
  end(): Promise<void>;
  /** Told of what went wrong. */
  readonly onTrouble: (error: unknown) => void;
}

/** A lease that this process has, or stands by for. */
export interface KeptLease {
  /** False as soon as the time is over for which it was kept, also in a process that was stopped for a while. */
  isHeld(): boolean;
  /** Ends the work and gives the lease back. */
  release(): Promise<void>;
}

/**
 * Tries to get the lease and begins the work; where another process has it, stands by until that one gives it back or dies.
 * @throws what `begin` throws at this first time, unless it is that an engine is away
 */
export const keepLease = async (leases: Leases, work: LeasedWork): Promise<KeptLease> => {
  const { leaseMs } = leases;
  const keepEveryMs = leaseMs / TIMES_KEPT;
  const holder = randomUUID();
  const stopping = new AbortController();
  let heldUntil = Number.NEGATIVE_INFINITY;
  let term = 0; // Another one whenever the lease was not ours for a moment: what was begun before has seen that, and is begun anew.
  let begunIn: number | undefined;
  const isHeld = () => performance.now() < heldUntil;

  /** Asks once more. The time counts from before the question, so that it is over here before it is over at the server. */
  const ask = async (): Promise<void> => {
    const asked = performance.now();
    const isOurs = await leases.hold(work.name, holder);
    if (!isHeld()) term += 1;
    heldUntil = isOurs ? asked + leaseMs : Number.NEGATIVE_INFINITY;
  };
  const giveBack = async (): Promise<void> => {
    heldUntil = Number.NEGATIVE_INFINITY;
    await leases.release(work.name, holder).catch(work.onTrouble);
  };
  const end = async (): Promise<void> => {
    begunIn = undefined;
    await work.end();
  };
  const begin = async (): Promise<void> => {
    const mine = term;
    begunIn = mine;
    await work.begin(() => term === mine && isHeld());
  };
  const beginOrEnd = async (): Promise<void> => {
    if (begunIn !== undefined && !(isHeld() && begunIn === term)) await end();
    if (!isHeld() || begunIn !== undefined) return;
    await begin().catch(async (error: unknown) => {
      await end();
      await giveBack();
      throw error;
    });
  };

  let changing: Promise<void> | undefined; // Beginning may take longer than a lease, and it is kept meanwhile.
  const change = (): Promise<void> => {
    changing ??= beginOrEnd().finally(() => {
      changing = undefined;
    });
    return changing;
  };
  const keep = async (): Promise<void> => {
    for (;;) {
      await delay(keepEveryMs, undefined, { signal: stopping.signal }).catch(() => {});
      if (stopping.signal.aborted) return;
      const asking = ask();
      asking.catch(() => {}); // An answer that comes too late is nobody's trouble.
      await Promise.race([asking, delay(keepEveryMs, undefined, { signal: stopping.signal })]).catch(
        (error: unknown) => stopping.signal.aborted || work.onTrouble(error),
      );
      if (!stopping.signal.aborted) change().catch(work.onTrouble);
    }
  };

  await ask();
  const keeping = Number.isFinite(leaseMs) ? keep() : Promise.resolve();
  const stop = async (): Promise<void> => {
    stopping.abort();
    await keeping;
    await changing?.catch(() => {}); // Who began it was told.
  };
  await change().catch(async (error: unknown) => {
    if (Number.isFinite(leaseMs) && isOutage(error)) return work.onTrouble(error); // It is tried again, and begins when the engine is back.
    await stop();
    throw error;
  });
  return {
    isHeld,
    release: async () => {
      await stop();
      if (begunIn !== undefined) await end();
      await giveBack();
    },
  };
};
