import { setTimeout as delay } from 'node:timers/promises';
import type { Follower, Following } from './following.ts';
import type { EventLog, Position } from './log.ts';

/** How often the checkpoint is looked at: often while somebody waits for it, else as often as a page that shows it is looked at. */
const AWAITED_EVERY_MS = 25;
const SEEN_EVERY_MS = 1_000;

/** Watches how far the process that runs a follower has come, and does none of its work. */
export const watch = (log: EventLog, follower: Follower): Following => {
  const stopping = new AbortController();
  let through: Position = -2; // Not known before the first look.

  const look = async (): Promise<void> => {
    through = await follower.position().catch(() => through); // An engine that is away is looked at again.
  };
  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      await look();
      await delay(SEEN_EVERY_MS, undefined, { signal: stopping.signal }).catch(() => {});
    }
  };
  const running = run();

  return {
    name: follower.name,
    log,
    isWatched: true,
    get through() {
      return through;
    },
    halted: undefined,
    reached: async (position, withinMs) => {
      const end = performance.now() + withinMs;
      while (through < position && performance.now() < end && !stopping.signal.aborted) {
        await look();
        if (through < position) await delay(AWAITED_EVERY_MS, undefined, { signal: stopping.signal }).catch(() => {});
      }
      return through >= position;
    },
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
};
