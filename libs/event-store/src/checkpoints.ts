import { DatabaseSync } from 'node:sqlite';
import type { Position } from './log.ts';

export interface Checkpoint {
  /** Everything up to here took effect. */
  readonly position: Position;
}

/** Where followers and reactions stand, and how often they tried what they could not do: survives restarts. */
export interface Checkpoints {
  load(name: string): Promise<Checkpoint | undefined>;
  save(name: string, position: Position): Promise<void>;
  /** Counts one more try of this position and says how many there were. */
  tried(name: string, position: Position): Promise<number>;
  close(): Promise<void>;
}

/**
 * Checkpoints in a small SQLite file. `synchronous=NORMAL` is enough: a checkpoint lost in a power cut is an earlier one, and every
 * effect behind one is idempotent or can be rebuilt.
 */
export const openCheckpoints = (file: string): Checkpoints => {
  const db = new DatabaseSync(file);
  db.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;
    CREATE TABLE IF NOT EXISTS checkpoints (name TEXT PRIMARY KEY, position INTEGER NOT NULL) STRICT;
    CREATE TABLE IF NOT EXISTS tries (name TEXT PRIMARY KEY, position INTEGER NOT NULL, tries INTEGER NOT NULL) STRICT;`);
  const load = db.prepare('SELECT position FROM checkpoints WHERE name = ?');
  const save = db.prepare('INSERT INTO checkpoints VALUES (?, ?) ON CONFLICT DO UPDATE SET position = excluded.position');
  const tried = db.prepare(`INSERT INTO tries VALUES (?, ?, 1)
    ON CONFLICT DO UPDATE SET tries = CASE WHEN position = excluded.position THEN tries + 1 ELSE 1 END, position = excluded.position RETURNING tries`);
  return {
    load: async (name) => load.get(name) as Checkpoint | undefined,
    save: async (name, position) => {
      save.run(name, position);
    },
    tried: async (name, position) => (tried.get(name, position) as { tries: number }).tries,
    close: async () => db.close(),
  };
};
