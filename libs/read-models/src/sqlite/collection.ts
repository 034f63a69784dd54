import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Changes, Collection, Doc, Progress } from '../documents.ts';
import { type Condition, compile } from '../filter.ts';
import { type Entry, entriesOf, entryParameters } from './entries.ts';
import { question, sortedBy, type Tables } from './question.ts';
import { inTransaction } from './transaction.ts';

export interface SqliteCollection {
  readonly name: string;
  readonly version: number;
  /** The indexes that the tables were made with. */
  readonly before: readonly string[];
  readonly indexes: readonly string[];
}

/** So many prepared questions are kept: filters differ by shape and not by what they ask for, so a service has a few dozen. */
const MOST_STATEMENTS = 256;

/**
 * One collection: a table of documents, and a table of entries for what they are found by. Sorting walks an index on the expression;
 * equality, `$in` and ranges look the entries up, since an expression index cannot see the members of a list.
 */
export const openCollection = (db: DatabaseSync, declared: SqliteCollection, deciding: <T>(rest: Condition | undefined, ask: () => T) => T): Collection => {
  const { name, version, indexes } = declared;
  const tables: Tables = { docs: `"${name}@${version}"`, entries: `"${name}@${version} entries"` };
  const paths = indexes.map((path) => path.split('.'));
  create(db, declared, tables, paths);

  const byIds = db.prepare(`SELECT id, doc FROM ${tables.docs} WHERE id IN (SELECT value FROM json_each(?))`);
  const entriesBefore = db.prepare(`SELECT entries FROM ${tables.docs} WHERE id = ?`);
  const put = db.prepare(
    `INSERT INTO ${tables.docs} (id, doc, entries) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET doc = excluded.doc, entries = excluded.entries`,
  );
  const remove = db.prepare(`DELETE FROM ${tables.docs} WHERE id = ?`);
  const enter = db.prepare(`INSERT INTO ${tables.entries} (field, value, id) VALUES (?, ?, ?)`);
  const leave = db.prepare(`DELETE FROM ${tables.entries} WHERE field = ? AND value = ? AND id = ?`);
  const progressed = db.prepare('SELECT position, tries FROM collections WHERE name = ? AND version = ?');
  const advance = db.prepare('UPDATE collections SET position = ?, tries = 0 WHERE name = ? AND version = ?');
  const count = db.prepare('UPDATE collections SET tries = tries + 1 WHERE name = ? AND version = ? RETURNING tries');
  const statements = new Map<string, StatementSync>();

  const progress = (): Progress => {
    const row = progressed.get(name, version) as { position: number; tries: number } | undefined;
    if (!row) throw new Error(`The collection ${name}@${version} was dropped.`);
    return { position: row.position, tries: row.tries };
  };

  const prepared = (sql: string): StatementSync => {
    const known = statements.get(sql);
    if (known) return known;
    if (statements.size >= MOST_STATEMENTS) statements.clear();
    const statement = db.prepare(sql);
    statements.set(sql, statement);
    return statement;
  };

  const reenter = (id: string, now: readonly Entry[], nowText: string) => {
    const before = (entriesBefore.get(id) as { entries: string } | undefined)?.entries ?? '[]';
    // What documents are found by rarely changes: most commits leave the entries alone.
    if (before === nowText) return;
    for (const entry of JSON.parse(before) as Entry[]) leave.run(...entryParameters(entry), id);
    for (const entry of now) enter.run(...entryParameters(entry), id);
  };

  const write = ({ upserts, deletes, through }: Changes): boolean => {
    if (progress().position >= through) return false;
    for (const doc of upserts) {
      const entries = entriesOf(doc, paths);
      const text = JSON.stringify(entries);
      reenter(doc.id, entries, text);
      put.run(doc.id, JSON.stringify(doc), text);
    }
    for (const id of deletes) {
      reenter(id, [], '[]');
      remove.run(id);
    }
    advance.run(through, name, version);
    return true;
  };

  return {
    name,
    version,
    load: async (ids) => {
      const rows = byIds.all(JSON.stringify(ids)) as { id: string; doc: string }[];
      return new Map(rows.map(({ id, doc }) => [id, JSON.parse(doc) as Doc]));
    },
    find: async (filter, options = {}) => {
      const { sql, parameters, rest } = question(compile(filter), options, tables, indexes);
      const rows = deciding(rest, () => prepared(sql).all(...parameters)) as { doc: string }[];
      return rows.map(({ doc }) => JSON.parse(doc) as Doc);
    },
    progress: async () => progress(),
    commit: async (changes) => inTransaction(db, () => write(changes)),
    tried: async () => (count.get(name, version) as { tries: number }).tries,
  };
};

/** Makes the tables, and makes the indexes anew where other ones are declared than before. */
const create = (db: DatabaseSync, { name, version, before, indexes }: SqliteCollection, tables: Tables, paths: readonly (readonly string[])[]) => {
  db.exec(`CREATE TABLE IF NOT EXISTS ${tables.docs} (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, doc TEXT NOT NULL, entries TEXT NOT NULL)`);
  db.exec(`CREATE TABLE IF NOT EXISTS ${tables.entries} (field INTEGER NOT NULL, value NOT NULL, id TEXT NOT NULL, PRIMARY KEY (field, value, id)) WITHOUT ROWID`);
  if (JSON.stringify(before) === JSON.stringify(indexes)) return;
  db.exec(`DELETE FROM ${tables.entries}`);
  for (const path of before) db.exec(`DROP INDEX IF EXISTS "${name}@${version} by ${path}"`);
  for (const path of indexes.filter(isSortable)) db.exec(`CREATE INDEX "${name}@${version} by ${path}" ON ${tables.docs} (${sortedBy(path)}, id)`);

  const enter = db.prepare(`INSERT INTO ${tables.entries} (field, value, id) VALUES (?, ?, ?)`);
  const note = db.prepare(`UPDATE ${tables.docs} SET entries = ? WHERE id = ?`);
  const rows = db.prepare(`SELECT id, doc FROM ${tables.docs}`).all() as { id: string; doc: string }[];
  for (const { id, doc } of rows) {
    const entries = entriesOf(JSON.parse(doc) as Doc, paths);
    for (const entry of entries) enter.run(...entryParameters(entry), id);
    note.run(JSON.stringify(entries), id);
  }
  db.prepare('UPDATE collections SET indexes = ? WHERE name = ? AND version = ?').run(JSON.stringify(indexes), name, version);
};

/** By a number into a list is not how anything is sorted. */
const isSortable = (path: string) => path !== 'id' && !path.split('.').some((part) => /^\d/.test(part));
