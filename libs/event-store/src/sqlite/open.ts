import { closeSync, fsyncSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { lockAgainstWriters } from './lock.ts';
import { APPLICATION_ID, RESTORE_UNFINISHED, SCHEMA, SCHEMA_VERSION } from './schema.ts';
import { LogUnusable, unusable } from './unusable.ts';

/** Earlier versions can corrupt a file in write-ahead mode when two connections reset the log at the same moment. */
const LEAST_SQLITE = '3.51.3';
/** How long a reader's checkpoint may hold up a write before it counts as failed, in milliseconds. */
const BUSY_TIMEOUT_MS = 2_000;
/** `PRAGMA synchronous` answers with a number; FULL syncs the write-ahead log at each commit. */
const SYNCHRONOUS_FULL = 2;
/**
 * After so many pages of 4 KiB the write-ahead log goes into the file: indexes of random ids touch the same pages again and again, and these then go there
 * once. What is recorded is durable in the write-ahead log before that; only the log grows, to some 32 MiB.
 */
const CHECKPOINT_PAGES = 8_000;
/** With less room than this on its disk a start would open the log and then fail at its first writes: read models, checkpoints, ledger. */
const LEAST_ROOM_BYTES = 262_144;
/** So many of the last positions are looked at for gaps when the log is opened: the part that a crash could have touched. */
const TAIL = 1_000;

export interface OpenDatabase {
  readonly database: DatabaseSync;
  readonly close: () => void;
}

/**
 * Opens the file of events for its only writer and checks all that durability and order rest on.
 * @throws LogUnusable which says what is wrong and its remedy
 */
export const openDatabase = (file: string): OpenDatabase => {
  const toClose: (() => void)[] = [];
  const close = () => {
    for (const release of toClose.splice(0).reverse()) release();
  };
  try {
    mkdirSync(dirname(file), { recursive: true });
    toClose.push(lockAgainstWriters(file));
    refuseFullDisk(dirname(file));
    const database = new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS });
    toClose.push(() => database.close());
    if (isNew(database)) database.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${SCHEMA_VERSION}`);
    else refuseForeign(file, database);
    // On macOS a plain fsync leaves the bytes in the drive's cache; elsewhere this changes nothing.
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA fullfsync = ON; PRAGMA checkpoint_fullfsync = ON');
    database.exec(`PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
    refuseUnlessDurable(file, database);
    database.exec(`BEGIN IMMEDIATE; ${SCHEMA} COMMIT`);
    refuseGaps(file, database);
    return { database, close };
  } catch (error) {
    close();
    throw unusable(file, error);
  }
};

/** Takes the least room and gives it back; a file system that promises room and has none is found out too. */
const refuseFullDisk = (folder: string): void => {
  const probe = join(folder, '.room');
  const taken = openSync(probe, 'w');
  try {
    for (let bytes = 0; bytes < LEAST_ROOM_BYTES; ) bytes += writeSync(taken, Buffer.alloc(LEAST_ROOM_BYTES - bytes));
    fsyncSync(taken);
  } finally {
    closeSync(taken);
    rmSync(probe);
  }
};

const pragma = (database: DatabaseSync, name: string): unknown => Object.values(database.prepare(`PRAGMA ${name}`).get() ?? {})[0];

/** Whether nothing was ever made in this file. */
export const isNew = (database: DatabaseSync): boolean => pragma(database, 'schema_version') === 0;

/** Refuses a file of another program, of another version, or whose restore was not brought to its end. */
export const refuseForeign = (file: string, database: DatabaseSync): void => {
  if (pragma(database, 'application_id') !== APPLICATION_ID) {
    throw new LogUnusable(`${file} is not an event log of Patto. Choose another data folder.`);
  }
  const version = pragma(database, 'user_version');
  if (version === RESTORE_UNFINISHED) throw new LogUnusable(`${file} was not restored to its end. Delete it and restore the export again.`);
  if (version !== SCHEMA_VERSION) throw new LogUnusable(`${file} was written by another version of Patto (${version}). Start that version or a later one.`);
};

/** Refuses a library or settings under which an acknowledged event could be lost. */
export const refuseUnlessDurable = (file: string, database: DatabaseSync): void => {
  const version = String(database.prepare('SELECT sqlite_version() AS version').get()?.version);
  if (isOlder(version, LEAST_SQLITE)) throw new LogUnusable(`This Node.js has SQLite ${version}; ${LEAST_SQLITE} or later is needed. Use Node.js 26.`);
  if (pragma(database, 'journal_mode') !== 'wal') {
    throw new LogUnusable(`${file} has no write-ahead log: its file system does not support one. Move the data folder to a local disk.`);
  }
  if (pragma(database, 'synchronous') !== SYNCHRONOUS_FULL) {
    throw new LogUnusable(`${file} is not synced at each commit. Use a build of Node.js that lets SQLite set synchronous=FULL.`);
  }
};

/** Whether a dotted version comes before another. */
export const isOlder = (version: string, than: string): boolean => version.localeCompare(than, 'en', { numeric: true }) < 0;

/** Refuses a log whose last positions are not all there. */
export const refuseGaps = (file: string, database: DatabaseSync): void => {
  const tail = database
    .prepare('SELECT min(position) AS first, max(position) AS last, count(*) AS count FROM (SELECT position FROM event ORDER BY position DESC LIMIT ?)')
    .get(TAIL);
  const { first, last, count } = tail as { first: number | null; last: number | null; count: number };
  if (first === null || last === null) return;
  const expectedFirst = Math.max(0, last - TAIL + 1);
  if (first !== expectedFirst || count !== last - first + 1) {
    throw new LogUnusable(`${file} has a gap between the positions ${expectedFirst} and ${last}. Restore a copy and verify it before you start again.`);
  }
};
