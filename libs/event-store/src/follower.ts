import { setTimeout as delay } from 'node:timers/promises';
import type { Follower, Following, FollowOptions } from './following.ts';
import type { EventLog, Page, Position, Recorded } from './log.ts';
import { isOutage } from './outage.ts';
import { PassedOver } from './passed-over.ts';

export type { Follower, Following, FollowOptions } from './following.ts';

/** How often an event is tried, counted across restarts, before a follower halts at it or parks it. */
const MOST_TRIES = 5;
/** The wait before the second try; it doubles with each further one. */
const FIRST_WAIT_MS = 50;
/** A page is one transaction of the effect: large enough to be fast, small enough to be felt as live. */
const PAGE_SIZE = 1_000;

/** After a small page a follower rests, unless somebody waits for it: many appends become one page, and nobody sees so short a delay. */
const REST_MS = 50;

/**
 * A follower that has come to the head is not told of pages without events for it until they come to so many positions; after a restart it looks through them
 * again, in about 10 ms. A clean stop tells it.
 */
const MOST_UNSAVED = 10_000;

/** So long a follower waits for an engine that is away before it begins again from its checkpoint. */
const OUTAGE_WAIT_MS = 500;

/** Runs a follower until it is stopped, or halts. */
export const follow = (log: EventLog, follower: Follower, options: FollowOptions = {}): Following => {
  const { onHalt = () => {}, onOutage = () => {}, mayGoOn = () => true, tellEveryMs = Number.POSITIVE_INFINITY } = options;
  const stopping = new AbortController();
  const waiting = new Set<() => void>();
  let through: Position = -2; // Not known before the first look at its checkpoint.
  let halted: Following['halted'];

  let wake = () => {}; // Ends a rest.

  const rest = (): Promise<void> =>
    new Promise((resolve) => {
      if (waiting.size > 0 || stopping.signal.aborted) return resolve();
      const timer = setTimeout(resolve, REST_MS);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  const moved = (to: Position) => {
    through = to;
    for (const look of waiting) look();
  };

  /** Handles one event alone until it works; false when that is given up. */
  const persist = async (event: Recorded): Promise<boolean> => {
    for (let wait = FIRST_WAIT_MS; !stopping.signal.aborted; wait *= 2) {
      try {
        await follower.handle({ events: [event], through: event.position });
        return true;
      } catch (error) {
        if (isOutage(error)) throw error;
        if ((await follower.tried(event.position)) >= MOST_TRIES) return giveUp(event, error);
        await delay(wait, undefined, { signal: stopping.signal }).catch(() => {});
      }
    }
    return false;
  };

  const giveUp = async (event: Recorded, error: unknown): Promise<boolean> => {
    if (follower.park) {
      await follower.park(event, error);
      await follower.handle({ events: [], through: event.position });
      return true;
    }
    halted = { position: event.position, error };
    onHalt(halted);
    return false;
  };

  const take = async (page: Page): Promise<boolean> => {
    try {
      await follower.handle(page);
    } catch (error) {
      if (isOutage(error)) throw error;
      for (const event of page.events) {
        if (!mayGoOn() || !(await persist(event))) return false;
        moved(event.position);
      }
      await follower.handle({ events: [], through: page.through });
    }
    moved(page.through);
    return true;
  };

  /** Hands on what the log has until it is stopped; false where the follower is stuck at an event. */
  const handOn = async (after: Position, headAtStart: Position, passedOver: PassedOver): Promise<boolean> => {
    for await (const page of log.subscribe({ ...follower.filter, after, pageSize: PAGE_SIZE }, stopping.signal)) {
      if (page.through <= through) continue;
      if (!mayGoOn()) return true;
      const isSmall = page.through - through < PAGE_SIZE;
      // Most followers have nothing to do for most commits; what is theirs is handed on at once.
      if (page.events.length === 0 && passedOver.told >= headAtStart && page.through - passedOver.told < MOST_UNSAVED) {
        moved(page.through);
        passedOver.note(page.through);
      } else {
        await passedOver.settled();
        if (!(await take(page))) return false;
        passedOver.told = page.through;
      }
      if (isSmall) await rest();
    }
    return true;
  };

  const run = async (): Promise<void> => {
    const headAtStart = await log.head();
    const after = await follower.position();
    moved(after);
    const passedOver = new PassedOver(follower, after, { mayGoOn, tellEveryMs });
    try {
      if (await handOn(after, headAtStart, passedOver)) await passedOver.end(); // A follower that is stuck must not have its tries counted anew.
      for (const look of waiting) look();
    } finally {
      await passedOver.settled();
    }
  };
  const throughOutages = async (): Promise<void> => {
    for (;;) {
      try {
        return await run();
      } catch (error) {
        if (!isOutage(error) || stopping.signal.aborted) throw error;
        onOutage(error);
        await delay(OUTAGE_WAIT_MS, undefined, { signal: stopping.signal }).catch(() => {});
      }
    }
  };
  const running = throughOutages().catch((error: unknown) => {
    if (stopping.signal.aborted && isOutage(error)) return; // Asked to stop while an engine is away: the next start goes on from the checkpoint.
    halted = { position: through, error };
    onHalt(halted);
    for (const look of waiting) look();
  });

  return {
    name: follower.name,
    log,
    get through() {
      return through;
    },
    get halted() {
      return halted;
    },
    reached: (position, withinMs) => {
      if (through >= position) return Promise.resolve(true);
      return new Promise((resolve) => {
        const end = (answer: boolean) => {
          waiting.delete(look);
          clearTimeout(timer);
          resolve(answer);
        };
        const look = () => {
          if (through >= position) end(true);
          else if (halted || stopping.signal.aborted) end(false);
        };
        const timer = setTimeout(end, withinMs, false);
        waiting.add(look);
        wake();
        look();
      });
    },
    stop: async () => {
      stopping.abort();
      wake();
      await running;
    },
  };
};
