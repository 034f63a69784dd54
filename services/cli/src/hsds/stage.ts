import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { PARENTS, RECORDS, type RecordTable, type Table } from './names.ts';
import type { Place } from './report.ts';

/** A row by the names of `names.ts`; empty fields are left out. */
export type Row = Readonly<Record<string, string>>;

export interface Staged extends Place {
  readonly row: Row;
}

/** A reference from a row to the record that it belongs to. */
interface Link {
  readonly table: Table;
  readonly id: string;
}

/**
 * The rows of an input, gathered in a temporary file so that they can be joined without holding a large directory in memory.
 * Nothing of contact persons gets here. Close it to delete the file.
 */
export class Stage implements Disposable {
  readonly #folder = mkdtempSync(join(tmpdir(), 'patto-hsds-'));
  readonly #db = new DatabaseSync(join(this.#folder, 'rows.sqlite'));
  readonly #columns = new Map<string, readonly string[]>();
  readonly #complete = new Set<Table>();

  constructor() {
    this.#db.exec(`
      PRAGMA journal_mode = OFF;
      PRAGMA synchronous = OFF;
      CREATE TABLE rows (n INTEGER PRIMARY KEY, tbl TEXT, key TEXT, file TEXT, line INTEGER, col INTEGER, body TEXT, UNIQUE (tbl, key));
      CREATE TABLE links (parent TEXT, id TEXT, child INTEGER, PRIMARY KEY (parent, id, child)) WITHOUT ROWID;
      CREATE INDEX links_of ON links (child);
      BEGIN;
    `);
    this.#insert = this.#db.prepare('INSERT INTO rows (tbl, key, file, line, col, body) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING');
    this.#insertLink = this.#db.prepare('INSERT INTO links VALUES (?, ?, ?) ON CONFLICT DO NOTHING');
    this.#one = this.#db.prepare('SELECT n, file, line, col AS column, body FROM rows WHERE tbl = ? AND key = ?');
    this.#update = this.#db.prepare('UPDATE rows SET body = ? WHERE n = ?');
    this.#children = this.#db.prepare(
      'SELECT file, line, col AS column, body FROM links JOIN rows ON n = child WHERE parent = ? AND id = ? AND tbl = ? ORDER BY n',
    );
  }
  readonly #insert;
  readonly #insertLink;
  readonly #one;
  readonly #update;
  readonly #children;

  /** Puts a row under a key of its own; false where the key is taken. */
  put(table: Table, key: string, row: Row, place: Place): boolean {
    const { changes, lastInsertRowid } = this.#insert.run(table, key, place.file, place.line, place.column, JSON.stringify(row));
    if (changes === 0) return false;
    for (const link of linksOf(row)) this.#insertLink.run(link.table, link.id, lastInsertRowid);
    return true;
  }

  /** Puts a row, or fills the empty fields of the one that is there: a JSON file repeats records, each time with other members. */
  merge(table: Table, key: string, row: Row, place: Place): void {
    if (this.put(table, key, row, place)) return;
    const known = this.#one.get(table, key) as { n: number; body: string };
    const merged = { ...row, ...(JSON.parse(known.body) as Row) };
    this.#update.run(JSON.stringify(merged), known.n);
    for (const link of linksOf(merged)) this.#insertLink.run(link.table, link.id, known.n);
  }

  one(table: Table, key: string): Staged | undefined {
    const found = this.#one.get(table, key);
    return found && staged(found);
  }

  /** The rows of one table that belong to a record, in the order of the input. */
  children(parent: Table, id: string, table: Table): readonly Staged[] {
    return this.#children.all(parent, id, table).map(staged);
  }

  *records(table: RecordTable): Generator<Staged> {
    for (const found of this.#db.prepare('SELECT file, line, col AS column, body FROM rows WHERE tbl = ? ORDER BY n').iterate(table)) yield staged(found);
  }

  /** Rows of CSV files none of whose records is there; a service at a location needs both. */
  *dangling(): Generator<Staged> {
    const found = this.#db.prepare(`
      SELECT file, line, col AS column, body FROM rows AS r
      WHERE tbl NOT IN (${RECORDS.map((table) => `'${table}'`).join()}) AND file IN (SELECT value FROM json_each(?))
        AND (SELECT count(*) FROM links JOIN rows AS p ON p.tbl = parent AND p.key = id WHERE child = r.n) < iif(tbl = 'services_at_location', 2, 1)
      ORDER BY n`);
    for (const each of found.iterate(JSON.stringify([...this.#columns.keys()]))) yield staged(each);
  }

  /** Says that a CSV file with these columns brings all rows of a table, so that a reference to a row that is not there is a fault. */
  hasAllOf(table: Table, file: string, columns: readonly string[]): void {
    this.#complete.add(table);
    this.#columns.set(file, columns);
  }

  /** Whether a reference leads nowhere, as far as this input can tell. */
  isMissing(table: Table, id: string): boolean {
    return this.#complete.has(table) && this.#one.get(table, id) === undefined;
  }

  /** Where a field of a row stands. */
  placeOf({ file, line, column }: Place, name: string): Place {
    const index = this.#columns.get(file)?.indexOf(name) ?? -1;
    return { file, line, column: index < 0 ? column : index + 1 };
  }

  [Symbol.dispose](): void {
    this.#db.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

const staged = (found: Record<string, unknown>): Staged => {
  const { file, line, column, body } = found as { file: string; line: number; column: number; body: string };
  return { file, line, column, row: JSON.parse(body) as Row };
};

const linksOf = (row: Row): readonly Link[] => [
  ...Object.entries(PARENTS).flatMap(([column, table]) => (row[column] ? [{ table, id: row[column] }] : [])),
  ...(row.link_id ? [{ table: (row.link_table ?? 'services') as Table, id: row.link_id }] : []),
];
