import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { BEFORE_FIRST, type Position } from '../log.ts';
import { isNew, refuseForeign, refuseGaps, refuseUnlessDurable } from './open.ts';
import { unusable } from './unusable.ts';

/** Where a log ends. */
export interface LogEnd {
  /** Of the last event; -1 of an empty log. */
  readonly position: Position;
  /** The recorded time of that event, in milliseconds; 0 of an empty log. */
  readonly recordedAt: number;
}

/**
 * Looks where the log in this file ends, and whether a start could use it. It reads only, and takes no lock: others may be writing.
 * @returns nothing where there is no log yet
 * @throws LogUnusable as `openSqliteLog` does
 */
export const endOfSqliteLog = (file: string): LogEnd | undefined => {
  if (!existsSync(file)) return undefined;
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(file, { readOnly: true });
    if (isNew(database)) return undefined;
    refuseForeign(file, database);
    refuseUnlessDurable(file, database);
    refuseGaps(file, database);
    const last = database.prepare('SELECT position, recorded_at AS recordedAt FROM event ORDER BY position DESC LIMIT 1').get();
    return (last as LogEnd | undefined) ?? { position: BEFORE_FIRST, recordedAt: 0 };
  } catch (error) {
    throw unusable(file, error);
  } finally {
    database?.close();
  }
};
