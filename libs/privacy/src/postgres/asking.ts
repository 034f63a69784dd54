import { Rejection } from '@patto/contracts';
import { isAway, type Pool, quoted } from '@patto/postgres';
import { KEYRING_SCHEMA } from './schema.ts';

/** The schema as SQL takes it. */
export const KEYRING = quoted(KEYRING_SCHEMA);

/** Asks the keyring's database; all that is asked does the same when it is done twice. @throws a `Rejection` where it stays away */
export type Ask = Pool['ask'];

export const asking =
  (pool: Pool): Ask =>
  (question) =>
    pool.ask<never>(question).catch((cause: unknown) => {
      if (!isAway(cause)) throw cause;
      throw Object.assign(new Rejection('authority-unavailable', 'The keyring cannot be reached; nothing was shown or recorded.'), { cause });
    });
