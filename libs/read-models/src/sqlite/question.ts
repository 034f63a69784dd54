import type { FindOptions, Place } from '../documents.ts';
import type { Condition, Operand } from '../filter.ts';
import { type SortField, sortFields } from '../sort.ts';
import { type Clause, type Indexes, indexed, joined, keyOf, type Parameter } from './entries.ts';

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
  const conjuncts = condition.is === 'all' ? condition.of : [condition];
  const decided = (asked: Indexes['asked']) =>
    conjuncts.map((conjunct) => indexed(conjunct, { entries: tables.entries, paths: indexes, asked })).filter((clause) => clause !== undefined);
  const rest = conjuncts.filter((conjunct) => !indexed(conjunct, { entries: tables.entries, paths: indexes, asked: 'at once' }));

  const select = (from: string, terms: readonly Term[], narrowed: readonly Clause[]): Clause => {
    const all = joined([...narrowed, ...(after ? [beyond(terms, after)] : []), ...(rest.length > 0 ? [UNDECIDED] : [])], 'AND');
    const order = terms.map(({ sql, descending }) => `${sql} ${descending ? 'DESC' : 'ASC'}`).join(', ');
    return {
      sql: `SELECT docs.doc FROM ${from} WHERE ${all.sql} ORDER BY ${order}${limit === undefined ? '' : ' LIMIT ?'}`,
      parameters: [...all.parameters, ...(limit === undefined ? [] : [limit])],
    };
  };

  const fields = sortFields(sort);
  const [first] = fields;
  const docs = `${tables.docs} AS docs`;
  const narrowing = decided('at once');
  const walk = (): Clause | undefined => {
    if (limit === undefined || !first) return undefined;
    if (first.path === 'id') return select(docs, fields.map(extracted), decided('one by one'));
    const field = indexes.indexOf(first.path);
    if (field < 0) return undefined;
    const start = [{ sql: `walk.field = ${field}`, parameters: [] }, ...(after ? [from(first, after)] : [])];
    return select(`${tables.entries} AS walk CROSS JOIN ${docs} ON docs.id = walk.id`, fields.map(walked), [...start, ...decided('one by one')]);
  };
  return {
    lookUp: select(docs, fields.map(extracted), narrowing),
    walk: walk(),
    narrowing: narrowing.filter(({ entries }) => entries !== undefined),
    rest: rest.length > 0 ? { is: 'all', of: rest } : undefined,
  };
};

/** The function that a question's `rest` is given to. */
const UNDECIDED: Clause = { sql: 'matches(docs.doc)', parameters: [] };

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
const from = (field: SortField, { values }: Place): Clause => ({
  sql: `walk.value ${field.descending ? '<=' : '>='} ?`,
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
