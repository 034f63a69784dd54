import type { Doc } from '../documents.ts';
import type { Comparison, Condition, Operand } from '../filter.ts';
import { leaves } from '../leaves.ts';

/**
 * A value as the table of entries holds it: numbers and texts as they are, false and true as short blobs, and what is null or missing
 * as a number below all that JSON knows, since it comes first. SQLite orders numbers before texts before blobs, so each kind is one
 * range and `true` is never taken for 1.
 */
export type Key = number | string | Uint8Array;
const NOTHING = Number.NEGATIVE_INFINITY;
const FALSE = new Uint8Array([0]);
const TRUE = new Uint8Array([1]);

export const keyOf = (value: Operand): Key => {
  if (value === null) return NOTHING;
  if (typeof value === 'boolean') return value ? TRUE : FALSE;
  return value;
};

/** One value that an indexed path of a document leads to. `field` is the number of the path among the indexes. */
export type Entry = readonly [field: number, value: Operand];

/** What a document is found by; each entry once. */
export const entriesOf = (doc: Doc, paths: readonly (readonly string[])[]): readonly Entry[] =>
  paths.flatMap((path, field) => [...new Set(leaves(doc, path))].map((value): Entry => [field, value]));

export const entryParameters = ([field, value]: Entry): readonly [number, Key] => [field, keyOf(value)];

export type Parameter = string | number | Uint8Array;

/** A part of a WHERE clause with what is bound to it. */
export interface Clause {
  readonly sql: string;
  readonly parameters: readonly Parameter[];
  /** Where it is one look-up: the entries that it finds, from which they can be counted. */
  readonly entries?: string;
}

const VALUES: { readonly [by in Comparison]: string } = { $gt: 'value > ?', $gte: 'value >= ?', $lt: 'value < ?', $lte: 'value <= ?' };
/** The least text and the least blob end the range of the numbers and of the texts; -9e999 is what stands for nothing. */
const WITHIN = { number: "value > -9e999 AND value < ''", string: "value >= '' AND value < x''" };

const OPERATOR: { readonly [by in Comparison]: string } = { $gt: '>', $gte: '>=', $lt: '<', $lte: '<=' };

/** The indexes of a collection. */
export interface Indexes {
  /** The name of the table of entries. */
  readonly entries: string;
  /** The declared paths, in the order of their numbers. */
  readonly paths: readonly string[];
  /** Whether documents are asked one by one for an entry, or the entries are looked up for all documents at once. */
  readonly asked: 'one by one' | 'at once';
}

/** The condition as SQL over the indexes alone: `id` and the declared paths; undefined where they do not decide it. */
export const indexed = (condition: Condition, indexes: Indexes): Clause | undefined => {
  switch (condition.is) {
    case 'all':
    case 'any': {
      const clauses = condition.of.map((one) => indexed(one, indexes));
      if (!clauses.every((clause) => clause !== undefined)) return undefined;
      return joined(clauses, condition.is === 'all' ? 'AND' : 'OR');
    }
    case 'not': {
      const clause = indexed(condition.of, indexes);
      return clause && { sql: `NOT ${clause.sql}`, parameters: clause.parameters };
    }
    case 'there':
      return undefined;
    case 'among':
      if (condition.path === 'id') return byId(condition.values);
      return looked(condition.path, `value IN (${condition.values.map(() => '?').join()})`, condition.values.map(keyOf));
    case 'compared':
      if (condition.path === 'id')
        return typeof condition.value === 'string' ? { sql: `(docs.id ${OPERATOR[condition.by]} ?)`, parameters: [condition.value] } : NEVER;
      return looked(condition.path, `${VALUES[condition.by]} AND ${WITHIN[typeof condition.value as 'number' | 'string']}`, [condition.value]);
  }

  function looked(path: string, sql: string, parameters: readonly Key[]): Clause | undefined {
    const field = indexes.paths.indexOf(path);
    if (field < 0) return undefined;
    const entries = `FROM ${indexes.entries} WHERE field = ${field} AND ${sql}`;
    // A range has no single entry that a document could be asked for.
    const oneByOne = indexes.asked === 'one by one' && condition.is === 'among';
    return { sql: oneByOne ? `(EXISTS (SELECT 1 ${entries} AND id = docs.id))` : `(docs.id IN (SELECT id ${entries}))`, parameters, entries };
  }
};

/** All of these, or any of them; the empty conjunction holds. */
export const joined = (clauses: readonly Clause[], by: 'AND' | 'OR'): Clause => ({
  sql: clauses.length === 0 ? '(TRUE)' : `(${clauses.map(({ sql }) => sql).join(` ${by} `)})`,
  parameters: clauses.flatMap(({ parameters }) => parameters),
});

const NEVER: Clause = { sql: '(FALSE)', parameters: [] };

const byId = (values: readonly Operand[]): Clause => {
  const ids = values.filter((value) => typeof value === 'string');
  return { sql: `(docs.id IN (${ids.map(() => '?').join()}))`, parameters: ids };
};
