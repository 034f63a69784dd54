import { DatabaseSync } from 'node:sqlite';
import { categoryOf } from '@patto/contracts';
import type { Prepared } from './events.ts';

/** `node:sqlite` with nothing around it, over a file that the event log made: the same table, indexes, triggers and pragmas. */
export interface BareSqlite {
  /** Inserts these in one transaction, each as the first event of its stream. */
  append(group: readonly Prepared[]): void;
  /** Reads and parses all events; how many there are. */
  replay(): number;
  close(): void;
}

export const openBareSqlite = (file: string): BareSqlite => {
  const database = new DatabaseSync(file);
  database.exec(
    'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA fullfsync = ON; PRAGMA checkpoint_fullfsync = ON; PRAGMA wal_autocheckpoint = 8000',
  );
  const begin = database.prepare('BEGIN IMMEDIATE');
  const insert = database.prepare(`INSERT INTO event (position, recorded_at, revision, public_end, category, type, stream, command, id, body)
    VALUES (?, ?, 1, ?, ?, ?, ?, ?, ?, ?)`);
  const commit = database.prepare('COMMIT');
  const scan = database.prepare('SELECT position, stream, revision, type, recorded_at, body, public_end FROM event ORDER BY position');
  let { next } = database.prepare('SELECT count(*) AS next FROM event').get() as { next: number };
  return {
    append: (group) => {
      begin.run();
      for (const { stream, event } of group) {
        insert.run(next, event.time, event.publicEnd, categoryOf(stream), event.type, stream, event.id, event.id, event.body);
        next += 1;
      }
      commit.run();
    },
    replay: () => {
      let read = 0;
      for (const { body } of scan.iterate() as Iterable<{ body: string }>) {
        JSON.parse(body);
        read += 1;
      }
      return read;
    },
    close: () => database.close(),
  };
};
