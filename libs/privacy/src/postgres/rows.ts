import { connect, type Connection, placeOf, refuseUnlessCurrent, refuseUnlessDurable, unusable } from '@patto/postgres';
import type { MadeWith } from '../made-with.ts';
import { columnsOf, type Row, type RowSource, type RowTarget, TABLE_NAMES, type Table } from '../moving/rows.ts';
import { KEYRING } from './asking.ts';
import { keyringSchema } from './schema.ts';

/** Rows that one question brings. */
const PAGE = 1_000;
/** To move a region's keyring takes minutes, in one transaction. */
const UNHURRIED = { statement_timeout: 0, idle_in_transaction_session_timeout: 0 } as const;
/** What each column is in the tables, by its name. */
const TYPES: Readonly<Record<string, string>> = { epoch: 'integer', wrapped: 'bytea', destroyed_at: 'bigint', token: 'bytea', claimed_at: 'bigint' };

const opened = async (url: string, begin: string): Promise<Connection> => {
  try {
    const session = await connect({ url, name: 'patto moves a keyring', settings: UNHURRIED });
    try {
      await refuseUnlessDurable(session, placeOf(url));
      await refuseUnlessCurrent(session, keyringSchema, placeOf(url));
      await session.run(begin);
      return session;
    } catch (error) {
      await session.close();
      throw error;
    }
  } catch (error) {
    throw unusable(url, error);
  }
};

/** The rows of the keyring in this database, as they are at this moment. @throws PostgresUnusable */
export const rowsOfPostgresKeyring = async (url: string): Promise<RowSource> => {
  const session = await opened(url, 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  return {
    madeWith: () => session.ask<MadeWith>({ text: `SELECT name, fingerprint FROM ${KEYRING}.made_with` }),
    rows: async function* (table) {
      await session.run(`DECLARE ${table} CURSOR FOR SELECT ${columnsOf(table).join(', ')} FROM ${KEYRING}.${table}`);
      for (;;) {
        const page = await session.ask<Record<string, Row[number]>>({ text: `FETCH ${PAGE} FROM ${table}` });
        yield* page.map((row) => Object.values(row));
        if (page.length < PAGE) return;
      }
    },
    close: () => session.close(),
  };
};

/** The keyring in this database, to bring rows into. @throws PostgresUnusable */
export const rowsIntoPostgresKeyring = async (url: string): Promise<RowTarget> => {
  const session = await opened(url, 'BEGIN');
  return {
    isEmpty: async () => {
      const found = TABLE_NAMES.map((table) => `EXISTS (SELECT FROM ${KEYRING}.${table})`).join(' OR ');
      const [{ isFilled } = { isFilled: true }] = await session.ask<{ isFilled: boolean }>({ text: `SELECT ${found} AS "isFilled"` });
      return !isFilled;
    },
    put: async (table: Table, rows) => {
      const columns = columnsOf(table);
      const arrays = columns.map((column, at) => `$${at + 1}::${TYPES[column] ?? 'text'}[]`);
      await session.ask({
        text: `INSERT INTO ${KEYRING}.${table} (${columns.join(', ')}) SELECT * FROM unnest(${arrays.join(', ')})`,
        values: columns.map((_, at) => rows.map((row) => row[at])),
      });
    },
    commit: () => session.run('COMMIT'),
    close: () => session.close(), // Which takes back what was not committed.
  };
};
