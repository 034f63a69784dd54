import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Changes, Collection, Doc, FindOptions, Progress } from '../documents.ts';
import { type Condition, compile, type Filter } from '../filter.ts';
import { type Clause, type Entry, entriesOf, entryParameters } from './entries.ts';
import { question, type Tables } from './question.ts';
import type { Kept, Recent } from './recent.ts';
import { create, type TableDeclaration } from './tables.ts';
import type { Transaction } from './transaction.ts';

/** So many prepared questions are kept: filters differ by shape and not by what they ask for, so a service has a few dozen. */
const MOST_STATEMENTS = 256;

/** Up to so many documents are looked up and sorted, in about 5 ms; where there are more, walking in the order of the sort finds a page sooner. */
const MOST_SORTED = 1_000;

/** What the collections of a database have of it beside its tables. */
export interface Surroundings {
  /** Passes what the indexes do not decide to the SQL function `matches` while a question runs. */
  readonly deciding: <T>(rest: Condition | undefined, ask: () => T) => T;
  readonly recent: Recent;
  readonly transaction: Transaction;
}

/** One collection. */
export const openCollection = (db: DatabaseSync, declared: TableDeclaration, { deciding, recent, transaction }: Surroundings): Collection => {
  const { name, version, indexes } = declared;
  const tables: Tables = { docs: `"${name}@${version}"`, entries: `"${name}@${version} entries"` };
  const paths = indexes.map((path) => path.split('.'));
  create(db, declared, tables, paths);

  const byIds = db.prepare(`SELECT number, id, doc, entries FROM ${tables.docs} WHERE id IN (SELECT value FROM json_each(?))`);
  const insert = db.prepare(`INSERT INTO ${tables.docs} (id, doc, entries) VALUES (?, ?, ?)`);
  const update = db.prepare(`UPDATE ${tables.docs} SET doc = ? WHERE number = ?`);
  const updateEntries = db.prepare(`UPDATE ${tables.docs} SET entries = ? WHERE number = ?`);
  const remove = db.prepare(`DELETE FROM ${tables.docs} WHERE number = ?`);
  const enter = db.prepare(`INSERT INTO ${tables.entries} (field, value, id) VALUES (?, ?, ?)`);
  const leave = db.prepare(`DELETE FROM ${tables.entries} WHERE field = ? AND value = ? AND id = ?`);
  const progressed = db.prepare('SELECT position, tries FROM collections WHERE name = ? AND version = ?');
  const advance = db.prepare('UPDATE collections SET position = ?, tries = 0 WHERE name = ? AND version = ?');
  const count = db.prepare('UPDATE collections SET tries = tries + 1 WHERE name = ? AND version = ? RETURNING tries');
  const statements = new Map<string, StatementSync>();

  const progress = (): Progress => {
    transaction.refuseLost();
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

  /** What there is of these ids, kept for the commit that often follows. */
  const kept = (ids: readonly string[]): ReadonlyMap<string, Kept> => {
    transaction.refuseLost();
    const found = new Map<string, Kept>();
    const others: string[] = [];
    for (const id of ids) {
      const known = recent.get(id);
      if (known) found.set(id, known);
      else others.push(id);
    }
    if (others.length === 0) return found;
    for (const { number, id, doc, entries } of byIds.all(JSON.stringify(others)) as { number: number; id: string; doc: string; entries: string }[]) {
      const row = { number, doc: JSON.parse(doc) as Doc, entries };
      recent.set(id, row);
      found.set(id, row);
    }
    return found;
  };

  const leaveAll = (id: string, entries: string) => {
    for (const entry of JSON.parse(entries) as Entry[]) leave.run(...entryParameters(entry), id);
  };

  const put = (doc: Doc, before: Kept | undefined) => {
    const found = entriesOf(doc, paths);
    const entries = JSON.stringify(found);
    const text = JSON.stringify(doc);
    const number = before ? before.number : Number(insert.run(doc.id, text, entries).lastInsertRowid);
    if (before) update.run(text, number);
    // What documents are found by rarely changes: most commits leave the entries alone.
    if (before?.entries !== entries) {
      if (before) {
        leaveAll(doc.id, before.entries);
        updateEntries.run(entries, number);
      }
      for (const entry of found) enter.run(...entryParameters(entry), doc.id);
    }
    recent.set(doc.id, { number, doc, entries });
  };

  const write = ({ upserts, deletes, through }: Changes): boolean => {
    if (progress().position >= through) return false;
    const before = kept([...upserts.map(({ id }) => id), ...deletes]);
    for (const doc of upserts) put(doc, before.get(doc.id));
    for (const id of deletes) {
      const row = before.get(id);
      if (!row) continue;
      leaveAll(id, row.entries);
      remove.run(row.number);
      recent.delete(id);
    }
    advance.run(through, name, version);
    return true;
  };

  const commit = (changes: Changes): boolean => {
    try {
      return transaction.run(() => write(changes), changes.upserts.length + changes.deletes.length);
    } catch (error) {
      recent.clear();
      throw error;
    }
  };

  const few = ({ entries, parameters }: Clause): boolean => {
    const { found } = prepared(`SELECT count(*) AS found FROM (SELECT 1 ${entries} LIMIT ${MOST_SORTED})`).get(...parameters) as { found: number };
    return found < MOST_SORTED;
  };

  const find = (filter: Filter, options: FindOptions): readonly Doc[] => {
    transaction.refuseLost();
    const { lookUp, walk, narrowing, rest } = question(compile(filter), options, tables, indexes);
    const { sql, parameters } = walk && !narrowing.some(few) ? walk : lookUp;
    const rows = deciding(rest, () => prepared(sql).all(...parameters)) as { doc: string }[];
    return rows.map(({ doc }) => JSON.parse(doc) as Doc);
  };

  return {
    name,
    version,
    load: async (ids) => new Map([...kept(ids)].map(([id, { doc }]) => [id, doc])),
    find: async (filter, options = {}) => find(filter, options),
    progress: async () => progress(),
    commit: async (changes) => commit(changes),
    tried: async () => {
      const { tries } = transaction.run(() => count.get(name, version)) as { tries: number };
      transaction.commit(); // A crash must not take back that it was tried.
      return tries;
    },
  };
};
