import { type Connection, type ConnectionOptions, connect, openPool, placeOf } from '@patto/postgres';
import type { Keyring } from '../keyring.ts';
import type { Keys } from '../keys.ts';
import { refuseOtherKeys } from '../made-with.ts';
import { KEYRING } from './asking.ts';
import { PostgresKeyring } from './postgres-keyring.ts';
import { madeWith, openSession, UNHURRIED } from './session.ts';

/** So many questions at once; more wait for their turn. */
const MOST_SESSIONS = 4;

export interface PostgresKeyringOptions {
  /** Of the service's own role; best a database apart from the log's, so that their backups are apart. */
  readonly url: string;
  readonly keys: Keys;
  /** Whether the log has this command in this stream: `(await log.outcome(command))?.stream === stream`. */
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
  const unhurried: ConnectionOptions = { ...options, settings: UNHURRIED };
  const checking = await openSession(unhurried, (connection) => bindTo(keys, placeOf(url), connection));
  await checking.close();
  const session = () => connect(unhurried);
  return new PostgresKeyring({ pool: openPool({ ...options, most: MOST_SESSIONS }), session, keys, recorded, now });
};

/**
 * Looks whether the keyring in this database could be opened with these keys. It reads only: others may be at work.
 * @throws KeysUnusable, PostgresUnusable as `openPostgresKeyring` does
 */
export const checkPostgresKeyring = async ({ url, keys }: Pick<PostgresKeyringOptions, 'url' | 'keys'>): Promise<void> => {
  const checking = await openSession({ url, name: 'patto doctor' }, async (connection) =>
    refuseOtherKeys(named(placeOf(url)), await madeWith(connection), keys),
  );
  await checking.close();
};

const named = (place: string): string => `The keyring of ${place}`;

/** Refuses other keys than the keyring was made with, before anything is written with them; remembers those that came since. One process at a time. */
const bindTo = async (keys: Keys, place: string, connection: Connection): Promise<void> => {
  await connection.run("BEGIN; SELECT pg_advisory_xact_lock(hashtextextended('patto keyring keys', 0))");
  refuseOtherKeys(named(place), await madeWith(connection), keys);
  await connection.ask({
    text: `INSERT INTO ${KEYRING}.made_with (name, fingerprint) SELECT * FROM unnest($1::text[], $2::text[]) ON CONFLICT DO NOTHING`,
    values: [[...keys.fingerprints.keys()], [...keys.fingerprints.values()]],
  });
  await connection.run('COMMIT');
};
