/** What a member can be compared with. */
export type Operand = string | number | boolean | null;

export interface Operators {
  readonly $in?: readonly Operand[];
  readonly $ne?: Operand;
  readonly $gt?: string | number;
  readonly $gte?: string | number;
  readonly $lt?: string | number;
  readonly $lte?: string | number;
  readonly $exists?: boolean;
}

/**
 * A question in a small subset of MongoDB's query language, with MongoDB's meaning:
 * - `{ path: value }` also holds where the member is a list that contains the value, and `lists.member` looks into a list's objects.
 *   `subjects.0` is the first item of a list.
 * - `null` equals a member that is null *or missing*; `$exists` tells the two apart.
 * - `$ne` is the contrary of equality: it holds for what is missing, and for a list only where no item is equal.
 * - `$gt`, `$gte`, `$lt`, `$lte` hold only between two numbers or two texts; texts are ordered by their UTF-8 bytes.
 */
export type Filter = { readonly $and?: readonly Filter[]; readonly $or?: readonly Filter[] } & {
  readonly [path: string]: Operand | Operators | readonly Filter[] | undefined;
};

/** A filter outside the subset; a mistake of a programmer, found when the filter is compiled. */
export class UnsupportedFilter extends Error {
  override readonly name = 'UnsupportedFilter';
}

export type Comparison = '$gt' | '$gte' | '$lt' | '$lte';

/** A compiled filter, the same for every engine. */
export type Condition =
  | { readonly is: 'all' | 'any'; readonly of: readonly Condition[] }
  | { readonly is: 'not'; readonly of: Condition }
  | { readonly is: 'among'; readonly path: string; readonly values: readonly Operand[] }
  | { readonly is: 'compared'; readonly path: string; readonly by: Comparison; readonly value: string | number }
  | { readonly is: 'there'; readonly path: string };

const PATH = /^[A-Za-z][\w-]*(\.[\w-]+)*$/;

/** Whether this is a dotted path of plain names; engines may write it into their queries as it is. */
export const isPath = (path: string): boolean => PATH.test(path);

/** @throws UnsupportedFilter for anything outside the subset, so that it fails where the service starts and not where it answers */
export const compile = (filter: Filter): Condition => {
  if (!isPlain(filter)) throw new UnsupportedFilter('A filter is an object.');
  const conditions = Object.entries(filter).map(([key, value]) => {
    if (key === '$and' || key === '$or') return { is: key === '$and' ? 'all' : 'any', of: several(key, value).map(compile) } as const;
    if (!isPath(key)) throw new UnsupportedFilter(`A filter knows no ${JSON.stringify(key)}.`);
    return member(key, value);
  });
  return all(conditions);
};

const all = (conditions: readonly Condition[]): Condition => (conditions.length === 1 && conditions[0] ? conditions[0] : { is: 'all', of: conditions });

const several = (key: string, value: unknown): readonly Filter[] => {
  if (!Array.isArray(value) || value.length === 0) throw new UnsupportedFilter(`${key} takes a list of filters.`);
  return value as Filter[];
};

const member = (path: string, value: unknown): Condition => {
  if (!isPlain(value)) return { is: 'among', path, values: [operand(path, value)] };
  const operators = Object.entries(value);
  if (operators.length === 0) throw new UnsupportedFilter(`${path} is compared with nothing.`);
  return all(operators.map(([operator, given]) => operation(path, operator, given)));
};

const operation = (path: string, operator: string, given: unknown): Condition => {
  switch (operator) {
    case '$in':
      if (!Array.isArray(given)) throw new UnsupportedFilter(`$in of ${path} takes a list.`);
      return { is: 'among', path, values: given.map((one) => operand(path, one)) };
    case '$ne':
      return { is: 'not', of: { is: 'among', path, values: [operand(path, given)] } };
    case '$gt':
    case '$gte':
    case '$lt':
    case '$lte':
      if (typeof given !== 'string' && !Number.isFinite(given)) throw new UnsupportedFilter(`${operator} of ${path} takes a number or a text.`);
      return { is: 'compared', path, by: operator, value: given as string | number };
    case '$exists':
      if (typeof given !== 'boolean') throw new UnsupportedFilter(`$exists of ${path} takes true or false.`);
      return given ? { is: 'there', path } : { is: 'not', of: { is: 'there', path } };
    default:
      throw new UnsupportedFilter(`A filter knows no ${JSON.stringify(operator)}.`);
  }
};

const operand = (path: string, value: unknown): Operand => {
  if (value === null || typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value)) return value as Operand;
  throw new UnsupportedFilter(`${path} is compared with what is neither text, number, true, false nor null.`);
};

const isPlain = (value: unknown): value is object => typeof value === 'object' && value !== null && !Array.isArray(value);
