import type { Keyring } from '../keyring.ts';
import type { Keys } from '../keys.ts';

/** The keyring's file in the data folder. */
export const KEYRING_FILE = 'keyring.sqlite';

export interface KeyringOptions {
  /** The SQLite file, usually `KEYRING_FILE` in the data folder; made where it does not exist. */
  readonly file: string;
  readonly keys: Keys;
  /** Whether the log has this command in this stream: `(await log.outcome(stream, command)) !== undefined`. */
  readonly recorded: (stream: string, command: string) => Promise<boolean>;
  /** Now in milliseconds, for the age of claims: the wall clock, also where another clock is told to decisions. */
  readonly now?: () => number;
}

/** Opens the keyring. @throws KeysUnusable where it was made with other keys than these */
export declare const openKeyring: (options: KeyringOptions) => Promise<Keyring>;
