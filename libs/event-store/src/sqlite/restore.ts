import { categoryOf } from '@patto/contracts';
import type { DatabaseSync } from 'node:sqlite';
import { type ExportedEvent, exportedEvents } from '../exported-event.ts';
import type { Reader } from './reader.ts';
import { INSERT, RESTORE_UNFINISHED, SCHEMA_VERSION } from './schema.ts';
import { messageOf } from './unusable.ts';

/** One transaction takes so many lines: a restore is as fast as it gets from here on, and memory stays small. */
const LINES_AT_ONCE = 1_000;

/**
 * Brings exported lines into an empty file. The file is marked until the last line is in, so that one that was interrupted is refused
 * at the next start instead of being taken for the whole log.
 * @throws Error which names the line
 */
export const restoreInto = async (database: DatabaseSync, reader: Reader, bodies: AsyncIterable<string>): Promise<void> => {
  database.exec(`PRAGMA user_version = ${RESTORE_UNFINISHED}`);
  const insert = database.prepare(INSERT);
  let { position, recordedAt } = reader.tip();

  const record = (lines: readonly ExportedEvent[]): void => {
    database.exec('BEGIN IMMEDIATE');
    try {
      for (const { time, revision, publicEnd, type, stream, command, id, body } of lines) {
        position += 1;
        recordedAt = Math.max(recordedAt, time);
        insert.run(position, recordedAt, revision, publicEnd, categoryOf(stream), type, stream, command, id, body);
      }
      database.exec('COMMIT');
    } catch (error) {
      if (database.isTransaction) database.exec('ROLLBACK');
      throw new Error(`Line ${position + 1} cannot be restored. ${messageOf(error)}`, { cause: error });
    }
  };

  let lines: ExportedEvent[] = [];
  for await (const line of exportedEvents(bodies)) {
    lines.push(line);
    if (lines.length === LINES_AT_ONCE) {
      record(lines);
      lines = [];
    }
  }
  record(lines);
  database.exec(`PRAGMA user_version = ${SCHEMA_VERSION}`);
};
