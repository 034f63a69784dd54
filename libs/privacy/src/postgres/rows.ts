import { type Kind, kindsOf, columnsOf, type Row, type RowSource, type RowTarget, TABLE_NAMES, type Table } from '../moving/rows.ts';
import { KEYRING } from './asking.ts';
import { madeWith, openSession, UNHURRIED } from './session.ts';

/** Rows that one question brings. */
const PAGE = 1_000;
/** What each kind is in a question. */
const TYPES: Readonly<Record<Kind, string>> = { text: 'text', number: 'bigint', bytes: 'bytea' };

const opened = (url: string, begin: string) => openSession({ url, name: 'patto moves a keyring', settings: UNHURRIED }, (session) => session.run(begin));

/** The rows of the keyring in this database, as they are at this moment. @throws PostgresUnusable */
export const rowsOfPostgresKeyring = async (url: string): Promise<RowSource> => {
  const session = await opened(url, 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  return {
    madeWith: () => madeWith(session),
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
      const arrays = kindsOf(table).map((kind, at) => `$${at + 1}::${TYPES[kind]}[]`);
      await session.ask({
        text: `INSERT INTO ${KEYRING}.${table} (${columns.join(', ')}) SELECT * FROM unnest(${arrays.join(', ')})`,
        values: columns.map((_, at) => rows.map((row) => row[at])),
      });
    },
    commit: () => session.run('COMMIT'),
    close: () => session.close(), // Which takes back what was not committed.
  };
};
