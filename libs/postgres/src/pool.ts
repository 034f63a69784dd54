import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { type ConnectionOptions, driverOptions, type Question } from './connection.ts';
import { isAway } from './failures.ts';

/** The wait before a question is asked again of a server that is away; it doubles up to the longest. */
const FIRST_WAIT_MS = 50;
const LONGEST_WAIT_MS = 1_000;
/** A server that restarts is back within this time; who asked gets its failure after it. */
const PATIENCE_MS = 20_000;

/** The server stops a statement after so long; all that is asked through a pool is quick. */
const LONGEST_STATEMENT_MS = 12_000;
/** An answer that has not come by then will not. */
const ANSWER_WITHIN_MS = 15_000;

/** Some sessions side by side, for what may be asked twice. */
export interface Pool {
  /** Asks; again where the server is away for a moment. Only for what does the same when it is done twice. @throws what the server says */
  ask<Row = never>(question: Question): Promise<Row[]>;
  close(): Promise<void>;
}

/** Opens a pool; a session is made when one is needed. @param most so many sessions at once */
export const openPool = (options: ConnectionOptions & { readonly most: number }): Pool => {
  const settings = { statement_timeout: LONGEST_STATEMENT_MS, ...options.settings };
  const pool = new pg.Pool({ ...driverOptions({ ...options, settings }), max: options.most, query_timeout: ANSWER_WITHIN_MS, allowExitOnIdle: true });
  pool.on('error', () => {}); // A session that was idle is gone; the next question makes another.
  let isClosed = false;
  return {
    ask: async <Row>({ text, values = [], name }: Question) => {
      const until = Date.now() + PATIENCE_MS;
      for (let wait = FIRST_WAIT_MS; ; wait = Math.min(2 * wait, LONGEST_WAIT_MS)) {
        try {
          return (await pool.query({ text, values: [...values], ...(name && { name }) })).rows as Row[];
        } catch (error) {
          if (isClosed || !isAway(error) || Date.now() > until) throw error;
          await delay(wait);
        }
      }
    },
    close: async () => {
      if (isClosed) return;
      isClosed = true;
      await pool.end();
    },
  };
};
