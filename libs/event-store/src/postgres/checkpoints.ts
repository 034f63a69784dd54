import type { Checkpoint, Checkpoints } from '../checkpoints.ts';
import { openProgress, PROGRESS_SCHEMA, type ProgressOptions } from './progress.ts';

const LOAD = `SELECT position FROM ${PROGRESS_SCHEMA}.checkpoint WHERE name = $1`;
/** A process that lost its work to another and does not know it yet does not take it back. */
const SAVE = `INSERT INTO ${PROGRESS_SCHEMA}.checkpoint AS c VALUES ($1, $2)
  ON CONFLICT (name) DO UPDATE SET position = excluded.position WHERE c.position < excluded.position`;
const TRIED = `INSERT INTO ${PROGRESS_SCHEMA}.tries AS t VALUES ($1, $2, 1) ON CONFLICT (name) DO UPDATE
  SET tries = CASE WHEN t.position = excluded.position THEN t.tries + 1 ELSE 1 END, position = excluded.position RETURNING tries`;

/**
 * Opens the checkpoints in a database that `preparePostgres` made ready. They never go back.
 * @throws PostgresUnusable
 */
export const openPostgresCheckpoints = async (options: ProgressOptions): Promise<Checkpoints> => {
  const pool = await openProgress(options, 'patto checkpoints');
  return {
    load: async (name) => (await pool.ask<Checkpoint>({ name: 'load', text: LOAD, values: [name] }))[0],
    save: async (name, position) => {
      await pool.ask({ name: 'save', text: SAVE, values: [name, position] });
    },
    tried: async (name, position) => {
      const [row] = await pool.ask<{ tries: number }>({ text: TRIED, values: [name, position] });
      return (row as { tries: number }).tries;
    },
    close: () => pool.close(),
  };
};
