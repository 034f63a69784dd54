import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The file in the data folder by which an event log elsewhere knows that folder again. */
const OWNER_FILE = 'log-owner';

/**
 * The owner of the log of a deployment that keeps all else in this folder. Another folder on the same log would seal a ledger of its own, and could not open
 * what the keyring of this one holds the keys of.
 */
export const logOwnerIn = (data: string): string => {
  mkdirSync(data, { recursive: true });
  const file = join(data, OWNER_FILE);
  if (!existsSync(file)) {
    writeFileSync(`${file}.new`, randomUUID(), { flush: true });
    renameSync(`${file}.new`, file);
  }
  return readFileSync(file, 'utf8').trim();
};
