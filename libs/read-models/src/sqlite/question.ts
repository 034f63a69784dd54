import type { FindOptions, Place } from '../documents.ts';
import type { Condition } from '../filter.ts';
import { type SortField, sortFields } from '../sort.ts';
import { type Clause, indexed, joined, type Parameter } from './entries.ts';

/** The tables of a collection, quoted. */
export interface Tables {
  readonly docs: string;
  readonly entries: string;
}

/** A question as one SELECT; `rest` is what `matches(doc)` must still decide document by document. */
export interface Question extends Clause {
  readonly rest: Condition | undefined;
}

/** The value that a document is sorted by. Paths are plain names, so they are written as they are; an index has the same text. */
export const sortedBy = (path: string): string =>
  path === 'id'
    ? 'id'
    : `json_extract(doc, '$.${path
        .split('.')
        .map((name) => `"${name}"`)
        .join('.')}')`;

/** What the indexes decide is looked up; what they do not is left to `matches`. */
export const question = (condition: Condition, { sort, limit, after }: FindOptions, tables: Tables, indexes: readonly string[]): Question => {
  const fields = sortFields(sort);
  const conjuncts = condition.is === 'all' ? condition.of : [condition];
  const looked: Clause[] = [];
  const rest: Condition[] = [];
  for (const conjunct of conjuncts) {
    const clause = indexed(conjunct, tables.entries, indexes);
    if (clause) looked.push(clause);
    else rest.push(conjunct);
  }
  const where = joined([...looked, ...(after ? [beyond(fields, after)] : []), ...(rest.length > 0 ? [{ sql: 'matches(doc)', parameters: [] }] : [])], 'AND');
  const order = fields.map(({ path, descending }) => `${sortedBy(path)} ${descending ? 'DESC' : 'ASC'}`).join(', ');
  return {
    sql: `SELECT doc FROM ${tables.docs} WHERE ${where.sql} ORDER BY ${order}${limit === undefined ? '' : ' LIMIT ?'}`,
    parameters: [...where.parameters, ...(limit === undefined ? [] : [limit])],
    rest: rest.length > 0 ? { is: 'all', of: rest } : undefined,
  };
};

/** What comes after a place: equal in the first fields and beyond it in the next. SQLite, like MongoDB, puts what is missing first. */
const beyond = (fields: readonly SortField[], place: Place): Clause => {
  const values = [...place.values.map(bindable), place.id];
  if (values.length !== fields.length) throw new Error('This place belongs to another sort.');
  const equal: Clause[] = [];
  const steps = fields.map(({ path, descending }, at): Clause => {
    const clause = joined([...equal, past(sortedBy(path), descending, values[at] ?? null)], 'AND');
    equal.push(exactly(sortedBy(path), values[at] ?? null));
    return clause;
  });
  return joined(steps, 'OR');
};

const exactly = (sql: string, value: Parameter | null): Clause =>
  value === null ? { sql: `${sql} IS NULL`, parameters: [] } : { sql: `${sql} = ?`, parameters: [value] };

const past = (sql: string, descending: boolean, value: Parameter | null): Clause => {
  if (value === null) return { sql: descending ? 'FALSE' : `${sql} IS NOT NULL`, parameters: [] };
  return { sql: descending ? `(${sql} < ? OR ${sql} IS NULL)` : `${sql} > ?`, parameters: [value] };
};

/** JSON's true and false are 1 and 0 where SQLite takes them out of a document. */
const bindable = (value: unknown): Parameter | null => {
  if (typeof value === 'boolean') return Number(value);
  return typeof value === 'string' || typeof value === 'number' ? value : null;
};
