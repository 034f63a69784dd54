import { DatabaseSync } from 'node:sqlite';
import { dueChangesOf, typesOf } from './due-changes.ts';
import type { Follower } from './follower.ts';
import type { Due, DueDates } from './pure/index.ts';

/** So many due commands are sent in one tick, so that one tick never takes the server for itself. */
const MOST_PER_TICK = 200;

/** The due dates of all streams, kept by followers; a tick sends the commands of those that have passed. */
export interface DueList {
  /** The follower that keeps the dates of one declaration. */
  follower(dates: DueDates): Follower;
  /**
   * Sends what is due by now; a date is struck off once its command was recorded or refused. Says how many it sent.
   * @param lists the names of the lists that are looked at; all that are followed here where they are left out
   */
  tick(now: Date, send: (dates: DueDates, due: Due) => Promise<void>, lists?: readonly string[]): Promise<number>;
  /** The next date, RFC 3339. */
  next(): Promise<string | undefined>;
  close(): Promise<void>;
}

/** Due dates in a SQLite file, which can be deleted and is rebuilt from the log: hence `synchronous=NORMAL`. */
export const openDueList = (file: string): DueList => {
  const db = new DatabaseSync(file);
  db.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;
    CREATE TABLE IF NOT EXISTS due (list TEXT, stream TEXT, key TEXT, due_at TEXT NOT NULL, PRIMARY KEY (list, stream, key)) STRICT;
    CREATE INDEX IF NOT EXISTS due_by_date ON due (due_at);
    CREATE TABLE IF NOT EXISTS checkpoints (list TEXT PRIMARY KEY, position INTEGER NOT NULL, tries INTEGER NOT NULL DEFAULT 0, tried INTEGER) STRICT;`);
  const put = db.prepare('INSERT INTO due VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET due_at = excluded.due_at');
  const strike = db.prepare('DELETE FROM due WHERE list = ? AND stream = ? AND key = ?');
  const strikeFired = db.prepare('DELETE FROM due WHERE list = ? AND stream = ? AND key = ? AND due_at = ?');
  const past = db.prepare('SELECT list, stream, key, due_at AS dueAt FROM due WHERE due_at <= ? ORDER BY due_at LIMIT ?');
  const next = db.prepare('SELECT min(due_at) AS dueAt FROM due');
  const position = db.prepare('SELECT position FROM checkpoints WHERE list = ?');
  const save = db.prepare('INSERT INTO checkpoints (list, position) VALUES (?, ?) ON CONFLICT DO UPDATE SET position = excluded.position');
  const tried = db.prepare(`INSERT INTO checkpoints (list, position, tries, tried) VALUES (?, -1, 1, ?) ON CONFLICT DO UPDATE
    SET tries = CASE WHEN tried = excluded.tried THEN tries + 1 ELSE 1 END, tried = excluded.tried RETURNING tries`);
  const byName = new Map<string, DueDates>();

  return {
    follower: (dates) => {
      byName.set(dates.name, dates);
      return {
        name: `due:${dates.name}`,
        filter: { types: typesOf(dates) },
        position: async () => (position.get(dates.name) as { position: number } | undefined)?.position ?? -1,
        tried: (at) => (tried.get(dates.name, at) as { tries: number }).tries,
        handle: async ({ events, through }) => {
          db.exec('BEGIN IMMEDIATE');
          try {
            for (const { stream, key, dueAt } of dueChangesOf(dates, events)) {
              if (dueAt === undefined) strike.run(dates.name, stream, key);
              else put.run(dates.name, stream, key, dueAt);
            }
            save.run(dates.name, through);
            db.exec('COMMIT');
          } catch (error) {
            db.exec('ROLLBACK');
            throw error;
          }
        },
      };
    },
    tick: async (now, send, lists) => {
      const rows: readonly object[] = past.all(now.toISOString(), MOST_PER_TICK);
      const due = rows as readonly (Due & { list: string })[];
      let sent = 0;
      for (const { list, ...one } of due) {
        const dates = byName.get(list);
        if (!dates || lists?.includes(list) === false) continue; // Of a service that does not run here.
        await send(dates, one);
        strikeFired.run(list, one.stream, one.key, one.dueAt);
        sent += 1;
      }
      return sent;
    },
    next: async () => (next.get() as { dueAt: string | null }).dueAt ?? undefined,
    close: async () => db.close(),
  };
};
