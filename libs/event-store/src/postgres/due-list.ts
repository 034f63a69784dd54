import { dueChangesOf, typesOf } from '../due-changes.ts';
import type { DueList } from '../due-list.ts';
import type { Due, DueDates } from '../pure/index.ts';
import { openProgress, PROGRESS_SCHEMA, type ProgressOptions } from './progress.ts';

/** So many due commands are sent in one tick, so that one tick never takes the server for itself. */
const MOST_PER_TICK = 200;

const its = (table: string): string => `${PROGRESS_SCHEMA}.${table}`;
const placeOfList = (list: string): string => `due:${list}`;

/** What a page changes and the checkpoint, both or neither; nothing where another process has been there already. */
const HANDLE = `WITH moved AS (
    INSERT INTO ${its('checkpoint')} AS c VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET position = excluded.position WHERE c.position < excluded.position RETURNING 1
  ), struck AS (
    DELETE FROM ${its('due')} AS d USING unnest($4::text[], $5::text[]) AS gone (stream, key)
    WHERE d.list = $3 AND d.stream = gone.stream AND d.key = gone.key AND EXISTS (SELECT 1 FROM moved)
  )
  INSERT INTO ${its('due')} AS d SELECT $3, put.stream, put.key, put.due_at FROM unnest($6::text[], $7::text[], $8::text[]) AS put (stream, key, due_at)
  WHERE EXISTS (SELECT 1 FROM moved) ON CONFLICT (list, stream, key) DO UPDATE SET due_at = excluded.due_at`;
const PAST = `SELECT list, stream, key, due_at AS "dueAt" FROM ${its('due')} WHERE list = ANY ($1) AND due_at <= $2 ORDER BY due_at LIMIT $3`;
const STRIKE = `DELETE FROM ${its('due')} WHERE list = $1 AND stream = $2 AND key = $3 AND due_at = $4`;
const NEXT = `SELECT min(due_at) AS "dueAt" FROM ${its('due')} WHERE list = ANY ($1)`;
const POSITION = `SELECT position FROM ${its('checkpoint')} WHERE name = $1`;
const TRIED = `INSERT INTO ${its('tries')} AS t VALUES ($1, $2, 1) ON CONFLICT (name) DO UPDATE
  SET tries = CASE WHEN t.position = excluded.position THEN t.tries + 1 ELSE 1 END, position = excluded.position RETURNING tries`;

/**
 * Opens the due dates in a database that `preparePostgres` made ready.
 * @throws PostgresUnusable
 */
export const openPostgresDueList = async (options: ProgressOptions): Promise<DueList> => {
  const pool = await openProgress(options, 'patto due dates');
  const byName = new Map<string, DueDates>();
  return {
    follower: (dates) => {
      byName.set(dates.name, dates);
      const name = placeOfList(dates.name);
      return {
        name,
        filter: { types: typesOf(dates) },
        position: async () => (await pool.ask<{ position: number }>({ text: POSITION, values: [name] }))[0]?.position ?? -1,
        tried: async (at) => (await pool.ask<{ tries: number }>({ text: TRIED, values: [name, at] }))[0]?.tries ?? 1,
        handle: async ({ events, through }) => {
          const last = new Map(dueChangesOf(dates, events).map((change) => [`${change.stream} ${change.key}`, change])); // The last change of a date is what holds.
          const [put, gone] = [[...last.values()].filter(({ dueAt }) => dueAt !== undefined), [...last.values()].filter(({ dueAt }) => dueAt === undefined)];
          const columns = (changes: typeof put) => [changes.map(({ stream }) => stream), changes.map(({ key }) => key)];
          await pool.ask({ text: HANDLE, values: [name, through, dates.name, ...columns(gone), ...columns(put), put.map(({ dueAt }) => dueAt)] });
        },
      };
    },
    tick: async (now, send, lists = [...byName.keys()]) => {
      const past = await pool.ask<Due & { readonly list: string }>({ text: PAST, values: [lists, now.toISOString(), MOST_PER_TICK] });
      let sent = 0;
      for (const { list, ...due } of past) {
        const dates = byName.get(list);
        if (!dates) continue;
        await send(dates, due);
        await pool.ask({ text: STRIKE, values: [list, due.stream, due.key, due.dueAt] });
        sent += 1;
      }
      return sent;
    },
    next: async () => (await pool.ask<{ dueAt: string | null }>({ text: NEXT, values: [[...byName.keys()]] }))[0]?.dueAt ?? undefined,
    close: () => pool.close(),
  };
};
