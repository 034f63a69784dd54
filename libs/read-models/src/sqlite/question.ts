import type { FindOptions, Place } from '../documents.ts';
import type { Condition, Operand } from '../filter.ts';
import { type SortField, sortFields } from '../sort.ts';
import { type Clause, indexed, joined, keyOf, type Parameter } from './entries.ts';

/** The tables of a collection, quoted. */
export interface Tables {
  readonly docs: string;
  readonly entries: string;
}

/** A question as SQL; `rest` is what `matches(doc)` must still decide document by document. */
export interface Question {
  /** Looks up what the indexes decide, and sorts what it found. */
  readonly lookUp: Clause;
  /** Goes through the documents in the order of the sort until it has enough; where the sort has an index and there is a limit. */
  readonly walk: Clause | undefined;
  /** The look-ups that narrow the question, so that they can be counted before one of the two ways is taken. */
  readonly narrowing: readonly Clause[];
  readonly rest: Condition | undefined;
}

/** What the indexes decide is looked up; what they do not is left to `matches`. */
export const question = (condition: Condition, { sort, limit, after }: FindOptions, tables: Tables, indexes: readonly string[]): Question => {
  const looked: Clause[] = [];
  const rest: Condition[] = [];
  for (const conjunct of condition.is === 'all' ? condition.of : [condition]) {
    const clause = indexed(conjunct, tables.entries, indexes);
    if (clause) looked.push(clause);
    else rest.push(conjunct);
  }
  const where = [...looked, ...(rest.length > 0 ? [{ sql: 'matches(docs.doc)', parameters: [] }] : [])];
  const fields = sortFields(sort);
  const select = (from: string, terms: readonly Term[], narrowed: readonly Clause[]): Clause => {
    const all = joined([...narrowed, ...(after ? [beyond(terms, after)] : []), ...where], 'AND');
    const order = terms.map(({ sql, descending }) => `${sql} ${descending ? 'DESC' : 'ASC'}`).join(', ');
    return {
      sql: `SELECT docs.doc FROM ${from} WHERE ${all.sql} ORDER BY ${order}${limit === undefined ? '' : ' LIMIT ?'}`,
      parameters: [...all.parameters, ...(limit === undefined ? [] : [limit])],
    };
  };
  const field = indexes.indexOf(fields[0]?.path ?? '');
  return {
    lookUp: select(`${tables.docs} AS docs`, fields.map(extracted), []),
    walk:
      field < 0 || limit === undefined || fields.length === 1
        ? undefined
        : select(`${tables.entries} AS walk CROSS JOIN ${tables.docs} AS docs ON docs.id = walk.id`, fields.map(walked), [
            { sql: `walk.field = ${field}`, parameters: [] },
            ...(after ? [from(fields[0], after)] : []),
          ]),
    narrowing: looked.filter(({ entries }) => entries !== undefined),
    rest: rest.length > 0 ? { is: 'all', of: rest } : undefined,
  };
};

/** One term of an ORDER BY, and how a value of a place is bound to be compared with it. */
interface Term extends SortField {
  readonly sql: string;
  readonly bind: (value: unknown) => Parameter | null;
}

/** Paths are plain names, so they are written into the SQL as they are. */
const extracted = (field: SortField): Term => {
  if (field.path === 'id') return { ...field, sql: 'docs.id', bind: plain };
  const path = field.path.split('.').map((name) => `"${name}"`);
  return { ...field, sql: `json_extract(docs.doc, '$.${path.join('.')}')`, bind: plain };
};

const walked = (field: SortField, at: number): Term => {
  if (field.path === 'id') return { ...field, sql: 'walk.id', bind: plain };
  return at === 0 ? { ...field, sql: 'walk.value', bind: (value) => keyOf(value as Operand) } : extracted(field);
};

/** JSON's true and false are 1 and 0 where SQLite takes them out of a document. */
const plain = (value: unknown): Parameter | null => {
  if (typeof value === 'boolean') return Number(value);
  return typeof value === 'string' || typeof value === 'number' ? value : null;
};

/** Where a walk that goes on starts, so that it does not begin at the first document again. */
const from = (field: SortField | undefined, { values }: Place): Clause => ({
  sql: `walk.value ${field?.descending ? '<=' : '>='} ?`,
  parameters: [keyOf((values[0] ?? null) as Operand)],
});

/** What comes after a place: equal in the first terms and beyond it in the next. SQLite, like MongoDB, puts what is missing first. */
const beyond = (terms: readonly Term[], place: Place): Clause => {
  const values = [...place.values, place.id];
  if (values.length !== terms.length) throw new Error('This place belongs to another sort.');
  const equal: Clause[] = [];
  const steps = terms.map(({ sql, descending, bind }, at): Clause => {
    const value = bind(values[at] ?? null);
    const step = joined([...equal, past(sql, descending, value)], 'AND');
    equal.push(value === null ? { sql: `${sql} IS NULL`, parameters: [] } : { sql: `${sql} = ?`, parameters: [value] });
    return step;
  });
  return joined(steps, 'OR');
};

const past = (sql: string, descending: boolean, value: Parameter | null): Clause => {
  if (value === null) return { sql: descending ? 'FALSE' : `${sql} IS NOT NULL`, parameters: [] };
  return { sql: descending ? `(${sql} < ? OR ${sql} IS NULL)` : `${sql} > ?`, parameters: [value] };
};
