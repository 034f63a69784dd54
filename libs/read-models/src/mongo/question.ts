import type { FindOptions, Place } from '../documents.ts';
import { compile, type Condition, type Filter } from '../filter.ts';
import { escapedText } from './escaping.ts';
import { type SortField, sortFields } from '../sort.ts';

/** A question in MongoDB's own language. */
export type Query = { readonly [member: string]: unknown };

export interface Question {
  readonly query: Query;
  readonly sort: Readonly<Record<string, 1 | -1>>;
  readonly limit: number | undefined;
  /** What is left to decide document by document. */
  readonly rest: Condition | undefined;
}

/**
 * What is asked, in MongoDB's language.
 * @param overlooksGaps the server does not find by `null` what a list's object lacks, as FerretDB: that is left to decide here
 * @throws UnsupportedFilter
 */
export const question = (filter: Filter, { sort, limit, after }: FindOptions, overlooksGaps: boolean): Question => {
  const fields = sortFields(sort);
  const condition = compile(filter);
  const rest = overlooksGaps && mayMeetGap(condition) ? condition : undefined;
  // What was deleted has no `doc` until it is swept.
  const parts = [{ doc: { $exists: true } }, queryOf(condition, overlooksGaps), ...(after ? [beyond(fields, after)] : [])];
  return {
    query: { $and: parts },
    sort: Object.fromEntries(fields.map(({ path, descending }) => [memberAt(path), descending ? -1 : 1])),
    limit: rest ? undefined : limit,
    rest,
  };
};

const mayMeetGap = (condition: Condition): boolean => {
  switch (condition.is) {
    case 'all':
    case 'any':
      return condition.of.some(mayMeetGap);
    case 'not':
      return mayMeetGap(condition.of);
    case 'among':
      return condition.path.includes('.') && condition.values.includes(null);
    default:
      return false;
  }
};

/** Where a member of a document lies. */
export const memberAt = (path: string): string => (path === 'id' ? '_id' : `doc.${path}`);

const queryOf = (condition: Condition, overlooksGaps: boolean): Query => {
  if (condition.is === 'all') return condition.of.length === 0 ? {} : { $and: condition.of.map((one) => queryOf(one, overlooksGaps)) };
  if (condition.is === 'any') return { $or: condition.of.map((one) => queryOf(one, overlooksGaps)) };
  if (overlooksGaps && mayMeetGap(condition)) return {};
  switch (condition.is) {
    case 'not':
      return { $nor: [queryOf(condition.of, overlooksGaps)] };
    case 'among':
      return { [memberAt(condition.path)]: { $in: condition.values.map(escapedText) } };
    case 'compared':
      return { [memberAt(condition.path)]: { [condition.by]: escapedText(condition.value) } };
    case 'there':
      return { [memberAt(condition.path)]: { $exists: true } };
  }
};

/** What comes after a place: equal in the first members and beyond it in the next. What is missing comes first. */
const beyond = (fields: readonly SortField[], place: Place): Query => {
  const values = [...place.values, place.id].map(escapedText);
  if (values.length !== fields.length) throw new Error('This place belongs to another sort.');
  const equal: Query[] = [];
  const steps = fields.flatMap(({ path, descending }, at) => {
    const [member, value] = [memberAt(path), values[at] ?? null];
    const past = pastOf(member, value, descending);
    const step = past ? [{ $and: [...equal, past] }] : [];
    equal.push({ [member]: value });
    return step;
  });
  return { $or: steps };
};

const pastOf = (member: string, value: unknown, descending: boolean): Query | undefined => {
  if (value === null) return descending ? undefined : { [member]: { $ne: null } };
  return descending ? { $or: [{ [member]: { $lt: value } }, { [member]: null }] } : { [member]: { $gt: value } };
};
