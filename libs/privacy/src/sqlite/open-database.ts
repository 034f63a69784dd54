import { closeSync, existsSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type Keys, KeysUnusable, keyName } from '../keys.ts';
import { type MadeWith, refuseOtherKeys } from '../made-with.ts';
import { APPLICATION_ID, SCHEMA, SCHEMA_VERSION } from './schema.ts';

/** How long another process's write may hold up one of ours before it counts as failed, in milliseconds. */
const BUSY_TIMEOUT_MS = 2_000;
/** `PRAGMA synchronous` answers with a number; FULL syncs the write-ahead log at each commit. */
const SYNCHRONOUS_FULL = 2;

/** The keyring's file cannot be used as it is; the message says why and what to do about it. */
export class KeyringUnusable extends Error {
  override readonly name = 'KeyringUnusable';
}

/**
 * Opens the keyring's file and makes sure that it was made with these keys.
 * @throws KeyringUnusable, KeysUnusable
 */
export const openDatabase = (file: string, keys: Keys): DatabaseSync => {
  let database: DatabaseSync | undefined;
  try {
    mkdirSync(dirname(file), { recursive: true });
    closeSync(openSync(file, 'a', 0o600)); // SQLite gives the mode of this file to those that it puts beside it.
    database = new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS });
    if (isNew(database)) database.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${SCHEMA_VERSION}`);
    else refuseForeign(file, database);
    // What is deleted is overwritten, so that a destroyed key or token does not stay in a free page.
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA fullfsync = ON; PRAGMA checkpoint_fullfsync = ON; PRAGMA secure_delete = ON');
    if (pragma(database, 'journal_mode') !== 'wal' || pragma(database, 'synchronous') !== SYNCHRONOUS_FULL) {
      throw new KeyringUnusable(`${file} cannot be kept durable: its file system has no write-ahead log. Move the data folder to a local disk.`);
    }
    database.exec(`BEGIN IMMEDIATE; ${SCHEMA} COMMIT`);
    bindTo(keys, file, database);
    return database;
  } catch (error) {
    database?.close();
    throw unusable(file, error);
  }
};

/**
 * Looks whether the keyring in this file is one that these keys go with. It reads only: others may be at work.
 * @returns whether there is one yet
 * @throws KeyringUnusable, KeysUnusable
 */
export const checkKeyring = (file: string, keys: Keys): boolean => {
  if (!existsSync(file)) return false;
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(file, { readOnly: true, timeout: BUSY_TIMEOUT_MS });
    if (isNew(database)) return false;
    refuseForeign(file, database);
    refuseOtherKeys(file, madeWith(database), keys);
    return true;
  } catch (error) {
    throw unusable(file, error);
  } finally {
    database?.close();
  }
};

const unusable = (file: string, error: unknown): Error => {
  if (error instanceof KeyringUnusable || error instanceof KeysUnusable) return error;
  return new KeyringUnusable(`${file} cannot be used (${messageOf(error)}). Let this user write to its folder, or restore it from its backup.`, {
    cause: error,
  });
};

/** What node:sqlite throws is known by its members: an error of Node's own realm is no `Error` in Jest's. */
export const messageOf = (error: unknown): string => String((error as { readonly message?: unknown } | undefined)?.message ?? error);

const pragma = (database: DatabaseSync, name: string): unknown => Object.values(database.prepare(`PRAGMA ${name}`).get() ?? {})[0];

const isNew = (database: DatabaseSync): boolean => pragma(database, 'schema_version') === 0;

const refuseForeign = (file: string, database: DatabaseSync): void => {
  if (pragma(database, 'application_id') !== APPLICATION_ID) throw new KeyringUnusable(`${file} is not a keyring of Patto. Choose another data folder.`);
  const version = pragma(database, 'user_version');
  if (version !== SCHEMA_VERSION) throw new KeyringUnusable(`${file} was written by another version of Patto (${version}). Start that version or a later one.`);
};

/** The keys that the keyring was made with. */
export const madeWith = (database: DatabaseSync): readonly MadeWith[] =>
  database.prepare('SELECT name, fingerprint FROM made_with').all() as { name: string; fingerprint: string }[];

/** Refuses other keys than the keyring was made with, before anything is written with them; remembers those that came since. */
const bindTo = (keys: Keys, file: string, database: DatabaseSync): void => {
  database.exec('BEGIN IMMEDIATE');
  refuseOtherKeys(file, madeWith(database), keys);
  const remember = database.prepare('INSERT OR IGNORE INTO made_with (name, fingerprint) VALUES (?, ?)');
  for (const [name, fingerprint] of keys.fingerprints) remember.run(name, fingerprint);
  database.exec('COMMIT');
};

/** No longer asks for the keys of older epochs: nothing is wrapped under them any more. Within a transaction. */
export const forgetOlder = (database: DatabaseSync, { current, fingerprints }: Keys): void => {
  const forget = database.prepare('DELETE FROM made_with WHERE name = ?');
  for (let epoch = 1; epoch < current; epoch += 1) if (fingerprints.has(keyName(epoch))) forget.run(keyName(epoch));
};
