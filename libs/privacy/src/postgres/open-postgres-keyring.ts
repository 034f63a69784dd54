import { type Connection, type ConnectionOptions, connect, openPool, placeOf, refuseUnlessCurrent, refuseUnlessDurable, unusable } from '@patto/postgres';
import type { Keyring } from '../keyring.ts';
import { type Keys, KeysUnusable } from '../keys.ts';
import { KEYRING } from './asking.ts';
import { PostgresKeyring } from './postgres-keyring.ts';
import { keyringSchema } from './schema.ts';

/** To wrap all keys of a region anew takes minutes, in one transaction. */
const UNHURRIED = { statement_timeout: 0, idle_in_transaction_session_timeout: 0 } as const;
/** So many questions at once; more wait for their turn. */
const MOST_SESSIONS = 4;

export interface PostgresKeyringOptions {
  /** Of the service's own role; best a database apart from the log's, so that their backups are apart. */
  readonly url: string;
  readonly keys: Keys;
  /** Whether the log has this command in this stream: `(await log.outcome(stream, command)) !== undefined`. */
  readonly recorded: (stream: string, command: string) => Promise<boolean>;
  /** Now in milliseconds, for the age of claims: the wall clock, also where decisions are told another one. */
  readonly now?: () => number;
}

/**
 * Opens the keyring in a database that `preparePostgres` made ready; several processes may.
 * @throws KeysUnusable where it was made with other keys than these, PostgresUnusable where the server or the database is the trouble
 */
export const openPostgresKeyring = async ({ url, keys, recorded, now = Date.now }: PostgresKeyringOptions): Promise<Keyring> => {
  const options: ConnectionOptions = { url, name: `patto keyring:${process.pid}` };
  const session = () => connect({ ...options, settings: UNHURRIED });
  try {
    const checking = await session();
    try {
      await refuseUnlessDurable(checking, placeOf(url));
      await refuseUnlessCurrent(checking, keyringSchema, placeOf(url));
      await bindTo(keys, placeOf(url), checking);
    } finally {
      await checking.close();
    }
  } catch (error) {
    throw unusable(url, error);
  }
  return new PostgresKeyring({ pool: openPool({ ...options, most: MOST_SESSIONS }), session, keys, recorded, now });
};

/** Refuses other keys than the keyring was made with, before anything is written with them; remembers those that came since. One process at a time. */
const bindTo = async (keys: Keys, place: string, connection: Connection): Promise<void> => {
  await connection.run("BEGIN; SELECT pg_advisory_xact_lock(hashtextextended('patto keyring keys', 0))");
  const known = await connection.ask<{ name: string; fingerprint: string }>({ text: `SELECT name, fingerprint FROM ${KEYRING}.made_with` });
  for (const { name, fingerprint } of known) {
    const present = keys.fingerprints.get(name);
    if (present === fingerprint) continue;
    const what = present === undefined ? `has no ${name}` : `has another ${name}`;
    throw new KeysUnusable(
      `The keyring of ${place} was made with other keys: ${keys.place} ${what}. Put back the keys of this deployment from their backup, or, where keys were rotated since, a keyring from after that: what was wrapped under a key that is gone, nobody can open.`,
    );
  }
  await connection.ask({
    text: `INSERT INTO ${KEYRING}.made_with (name, fingerprint) SELECT * FROM unnest($1::text[], $2::text[]) ON CONFLICT DO NOTHING`,
    values: [[...keys.fingerprints.keys()], [...keys.fingerprints.values()]],
  });
  await connection.run('COMMIT');
};
