import { DatabaseSync } from 'node:sqlite';
import { errorCodeOf, LogUnusable, SQLITE_BUSY } from './unusable.ts';

/**
 * Keeps a second writer out for as long as it is held. It is a file of its own in an exclusive transaction, so readers of the events
 * are not in its way, and the operating system lets go of it when the process dies. Nobody in this process may open and close
 * the lock file by other means: POSIX would drop the lock.
 * @returns what releases it
 * @throws LogUnusable when another holds it
 */
export const lockAgainstWriters = (file: string): (() => void) => {
  const lock = new DatabaseSync(`${file}.lock`, { timeout: 0 });
  try {
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    if (errorCodeOf(error) !== SQLITE_BUSY) throw error;
    throw new LogUnusable(`${file} is in use by another process. Stop that one, or choose another data folder.`, { cause: error });
  }
  return () => lock.close();
};
