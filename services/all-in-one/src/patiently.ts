import { setTimeout as delay } from 'node:timers/promises';
import { isOutage } from '@patto/event-store';
import { EngineAway, openWaitingRoom, type Settings, type WaitingRoom } from '@patto/service-kit';
import type { Logger } from 'pino';

/** A machine that starts, or restarts all of its servers, has them back within this time. */
const PATIENCE_MS = 300_000;
/** The wait before the second try; it doubles up to the longest. */
const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 4_000;

/** What has to be there first is not there yet, and nothing is wrong with the settings: a later start may find it. */
export class NotYet extends Error {
  override readonly name = 'NotYet';
}

export interface Patience {
  readonly settings: Settings;
  readonly logger: Logger;
  /** Ends the waiting. */
  readonly signal?: AbortSignal;
  readonly patienceMs?: number;
}

/**
 * Does it, again whenever an engine was away; meanwhile the port says what is waited for.
 * @throws NotYet where the engine stays away, or the waiting was ended; at once whatever else the work throws
 */
export const patiently = async <Result>(work: () => Promise<Result>, { settings, logger, signal, patienceMs = PATIENCE_MS }: Patience): Promise<Result> => {
  let room: WaitingRoom | undefined;
  try {
    for (let wait = FIRST_WAIT_MS, until = Date.now() + patienceMs; ; wait = Math.min(2 * wait, LONGEST_WAIT_MS)) {
      try {
        return await work();
      } catch (error) {
        if (!isOutage(error)) throw error;
        if (signal?.aborted || Date.now() > until) throw new NotYet((error as Error).message, { cause: error });
        logger.warn({ err: error }, 'a start waits for an engine that is away');
        room ??= await openWaitingRoom(settings);
        room.waitsFor(error instanceof EngineAway ? [error.setting] : []);
      }
      await delay(wait, undefined, { signal }).catch(() => {});
    }
  } finally {
    await room?.close();
  }
};
