import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { LedgerRefused } from './refused.ts';

/** The right to seal one ledger: held by one process at a time, and gone with it however it ends. */
export interface Lease {
  /** Grows with every holder: what an earlier holder still tries to write is known by its lower token. */
  readonly token: number;
  /** @throws LedgerRefused where somebody has taken the lease since */
  check(): void;
  release(): void;
}

/**
 * Takes the lease in this file. The lock on it is the system's, so that a process that was killed holds nothing; the token in it is what remains.
 * @throws LedgerRefused where another process holds it
 */
export const takeLease = (file: string): Lease => {
  mkdirSync(dirname(file), { recursive: true });
  const database = new DatabaseSync(file);
  try {
    database.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA synchronous = FULL; CREATE TABLE IF NOT EXISTS lease (token INTEGER NOT NULL) STRICT');
    database.exec('BEGIN EXCLUSIVE; INSERT INTO lease SELECT coalesce(max(token), 0) + 1 FROM lease; COMMIT');
  } catch (error) {
    database.close();
    throw new LedgerRefused(`Another process seals this ledger: it holds ${file}.`, { cause: error });
  }
  const newest = database.prepare('SELECT max(token) AS token FROM lease');
  const last = (): number => (newest.get() as { token: number }).token;
  const token = last();
  return {
    token,
    check: () => {
      if (last() !== token) throw new LedgerRefused(`Another process has taken the lease in ${file}.`);
    },
    release: () => database.close(),
  };
};
