import type { Keyring } from '../keyring.ts';
import type { Keys } from '../keys.ts';
import { openDatabase } from './open-database.ts';
import { SqliteKeyring } from './sqlite-keyring.ts';

export interface KeyringOptions {
  /** The SQLite file, usually `KEYRING_FILE` in the data folder; made where it does not exist. */
  readonly file: string;
  readonly keys: Keys;
  /** Whether the log has this command in this stream: `(await log.outcome(command))?.stream === stream`. */
  readonly recorded: (stream: string, command: string) => Promise<boolean>;
  /** Now in milliseconds, for the age of claims: the wall clock, also where decisions are told another one. */
  readonly now?: () => number;
}

/**
 * Opens the keyring on one SQLite file; several processes may.
 * @throws KeysUnusable where it was made with other keys than these, KeyringUnusable where the file is the trouble
 */
export const openKeyring = async ({ file, keys, recorded, now = Date.now }: KeyringOptions): Promise<Keyring> =>
  new SqliteKeyring(openDatabase(file, keys), keys, recorded, now);
