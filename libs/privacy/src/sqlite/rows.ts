import { DatabaseSync } from 'node:sqlite';
import { type Keys, KeysUnusable } from '../keys.ts';
import { columnsOf, type Row, type RowSource, type RowTarget, TABLE_NAMES, type Table } from '../moving/rows.ts';
import { checkKeyring, madeWith, openDatabase } from './open-database.ts';

/** The rows of the keyring in this file, as they are at this moment. @throws KeysUnusable, KeyringUnusable */
export const rowsOfKeyring = (file: string, keys: Keys): RowSource => {
  if (!checkKeyring(file, keys)) throw new KeysUnusable(`There is no keyring in ${file}. Set PATTO_DATA to the folder of the deployment.`);
  const database = new DatabaseSync(file, { readOnly: true });
  database.exec('BEGIN');
  return {
    madeWith: async () => madeWith(database),
    rows: async function* (table) {
      for (const row of database.prepare(`SELECT ${columnsOf(table).join(', ')} FROM ${table}`).iterate()) yield Object.values(row) as Row;
    },
    close: async () => database.close(),
  };
};

/** The keyring in this file, to bring rows into; made where there is none. @throws KeysUnusable, KeyringUnusable */
export const rowsIntoKeyring = (file: string, keys: Keys): RowTarget => {
  const database = openDatabase(file, keys);
  database.exec('BEGIN IMMEDIATE');
  const insert = (table: Table) =>
    database.prepare(
      `INSERT INTO ${table} (${columnsOf(table).join(', ')}) VALUES (${columnsOf(table)
        .map(() => '?')
        .join(', ')})`,
    );
  return {
    isEmpty: async () => TABLE_NAMES.every((table) => database.prepare(`SELECT 1 FROM ${table} LIMIT 1`).get() === undefined),
    put: async (table, rows) => {
      const one = insert(table);
      for (const row of rows) one.run(...row);
    },
    commit: async () => database.exec('COMMIT'),
    close: async () => database.close(), // Which takes back what was not committed.
  };
};
