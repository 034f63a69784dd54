import type { EventLog } from '../log.ts';
import { KurrentUnusable } from './unusable.ts';

export interface KurrentLogOptions {
  /** `kurrentdb://user:password@host:2113`, or `kurrentdb+discover://…` of a cluster. */
  readonly url: string;
  /** The service that writes; the server shows it as the connection's name. */
  readonly service: string;
  /** Whose log this is, where only one may have it: the first to open it has it for good. */
  readonly owner?: string;
  /** Called once when the server holds what this software did not write, or does not hold what it did: the process must stop. */
  readonly onFatal: (error: Error) => void;
  /** In milliseconds; 10 s where it is left out. */
  readonly answersWithinMs?: number;
}

/**
 * Opens the event log in a KurrentDB. The log is read through once: positions are counted, and recorded times are a running maximum. Its client is loaded
 * only now, since it comes with machine code: where that does not run, everything else does.
 * @throws KurrentUnusable when no server answers there, what it holds is not a whole log, it is another's, or a restore was not brought to its end
 */
export const openKurrentLog = async (options: KurrentLogOptions): Promise<EventLog> => {
  const { openedLog } = await import('./opened-log.ts').catch((cause: Error) => {
    throw new KurrentUnusable(`KurrentDB’s client does not run on this machine: ${cause.message}`, { cause });
  });
  return openedLog(options);
};
