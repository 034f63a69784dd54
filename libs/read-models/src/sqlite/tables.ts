import type { DatabaseSync } from 'node:sqlite';
import type { Doc } from '../documents.ts';
import { entriesOf, entryParameters } from './entries.ts';
import type { Tables } from './question.ts';

export interface TableDeclaration {
  readonly name: string;
  readonly version: number;
  /** The indexes that the tables were made with. */
  readonly before: readonly string[];
  readonly indexes: readonly string[];
}

/**
 * Makes the two tables of a collection: its documents, and the entries that they are found and sorted by. SQLite's indexes on
 * expressions would not do: they cannot see the members of a list, and each costs a parse of the document at every write.
 * Where other indexes are declared than before, the entries are made anew.
 */
export const create = (db: DatabaseSync, { name, version, before, indexes }: TableDeclaration, tables: Tables, paths: readonly (readonly string[])[]): void => {
  db.exec(`CREATE TABLE IF NOT EXISTS ${tables.docs} (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, doc TEXT NOT NULL, entries TEXT NOT NULL)`);
  db.exec(
    `CREATE TABLE IF NOT EXISTS ${tables.entries} (field INTEGER NOT NULL, value NOT NULL, id TEXT NOT NULL, PRIMARY KEY (field, value, id)) WITHOUT ROWID`,
  );
  if (JSON.stringify(before) === JSON.stringify(indexes)) return;

  db.exec(`DELETE FROM ${tables.entries}`);
  const enter = db.prepare(`INSERT INTO ${tables.entries} (field, value, id) VALUES (?, ?, ?)`);
  const note = db.prepare(`UPDATE ${tables.docs} SET entries = ? WHERE number = ?`);
  const next = db.prepare(`SELECT number, doc FROM ${tables.docs} WHERE number > ? ORDER BY number LIMIT 1`);
  let row = next.get(-1) as { number: number; doc: string } | undefined;
  while (row) {
    const doc = JSON.parse(row.doc) as Doc;
    const entries = entriesOf(doc, paths);
    for (const entry of entries) enter.run(...entryParameters(entry), doc.id);
    note.run(JSON.stringify(entries), row.number);
    row = next.get(row.number) as { number: number; doc: string } | undefined;
  }
  db.prepare('UPDATE collections SET indexes = ? WHERE name = ? AND version = ?').run(JSON.stringify(indexes), name, version);
};
