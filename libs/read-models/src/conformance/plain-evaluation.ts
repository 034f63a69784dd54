import type { Doc } from '../documents.ts';
import type { Filter } from '../filter.ts';

/**
 * What a filter means, written a second time and as plainly as possible, from MongoDB's manual and not from our compiler:
 * the reference that engines are compared with.
 */
export const answers = (filter: Filter, doc: Doc): boolean =>
  Object.entries(filter).every(([key, asked]) => {
    if (key === '$and') return (asked as Filter[]).every((one) => answers(one, doc));
    if (key === '$or') return (asked as Filter[]).some((one) => answers(one, doc));
    const found = follow(doc, key.split('.'));
    if (typeof asked !== 'object' || asked === null) return equals(found, asked);
    return Object.entries(asked).every(([operator, operand]) => {
      if (operator === '$in') return (operand as unknown[]).some((one) => equals(found, one));
      if (operator === '$ne') return !equals(found, operand);
      if (operator === '$exists') return found.some((one) => one !== undefined) === operand;
      return opened(found).some((one) => compares(operator, one, operand));
    });
  });

/** What stands at the end of a path: one value, `undefined` for none, or one for each object of a list on the way. */
const follow = (value: unknown, [name, ...others]: string[]): unknown[] => {
  if (name === undefined) return [value];
  if (Array.isArray(value)) return value.flatMap((item) => (typeof item === 'object' && item !== null ? follow(item, [name, ...others]) : []));
  if (typeof value !== 'object' || value === null) return [undefined];
  return follow((value as Record<string, unknown>)[name], others);
};

const opened = (found: unknown[]): unknown[] => found.flat();

const equals = (found: unknown[], asked: unknown): boolean => opened(found).some((one) => (asked === null ? one === null || one === undefined : one === asked));

const compares = (operator: string, one: unknown, asked: unknown): boolean => {
  if (typeof one !== typeof asked) return false;
  const order = compared(one, asked);
  return { $gt: order > 0, $gte: order >= 0, $lt: order < 0, $lte: order <= 0 }[operator] as boolean;
};

/** The order of two plain values of one kind: numbers by size, texts by UTF-8 bytes, what is missing first. */
const compared = (a: unknown, b: unknown): number => {
  if (a === undefined || b === undefined) return Number(a !== undefined) - Number(b !== undefined);
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return Buffer.compare(Buffer.from(String(a)), Buffer.from(String(b)));
};

/** The documents in the order of a sort, the id last. */
export const sorted = (docs: readonly Doc[], sort: readonly string[]): readonly Doc[] => {
  const last = sort.at(-1)?.startsWith('-') ? '-id' : 'id';
  return docs.toSorted((a, b) => {
    for (const field of [...sort, last]) {
      const path = field.replace('-', '');
      const order = compared(a[path], b[path]);
      if (order !== 0) return field.startsWith('-') ? -order : order;
    }
    return 0;
  });
};
