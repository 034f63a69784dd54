import { type Connection, type ConnectionOptions, connect, openPool, placeOf, refuseUnlessCurrent, refuseUnlessDurable, unusable } from '@patto/postgres';
import type { Keyring } from '../keyring.ts';
import type { Keys } from '../keys.ts';
import { type MadeWith, refuseOtherKeys } from '../made-with.ts';
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
  const session = () => connect({ ...options, settings: UNHURRIED });
  await checked(session, url, (checking) => bindTo(keys, placeOf(url), checking));
  return new PostgresKeyring({ pool: openPool({ ...options, most: MOST_SESSIONS }), session, keys, recorded, now });
};

/**
 * Looks whether the keyring in this database could be opened with these keys. It reads only: others may be at work.
 * @throws KeysUnusable, PostgresUnusable as `openPostgresKeyring` does
 */
export const checkPostgresKeyring = ({ url, keys }: Pick<PostgresKeyringOptions, 'url' | 'keys'>): Promise<void> =>
  checked(
    () => connect({ url, name: 'patto doctor' }),
    url,
    async (checking) => refuseOtherKeys(named(placeOf(url)), await madeWith(checking), keys),
  );

/** Does something with a session of a server that is fit for a keyring. @throws PostgresUnusable, and what the work throws */
const checked = async (session: () => Promise<Connection>, url: string, work: (checking: Connection) => Promise<void>): Promise<void> => {
  try {
    const checking = await session();
    try {
      await refuseUnlessDurable(checking, placeOf(url));
      await refuseUnlessCurrent(checking, keyringSchema, placeOf(url));
      await work(checking);
    } finally {
      await checking.close();
    }
  } catch (error) {
    throw unusable(url, error);
  }
};

const named = (place: string): string => `The keyring of ${place}`;

const madeWith = (connection: Connection): Promise<readonly MadeWith[]> => connection.ask({ text: `SELECT name, fingerprint FROM ${KEYRING}.made_with` });

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
