import type { Comparison, Condition } from './filter.ts';
import { ends, leaves, MISSING } from './leaves.ts';

/** Whether a document answers a compiled filter: for documents in memory, and for what an engine has no index for. */
export const matches = (condition: Condition, doc: object): boolean => {
  switch (condition.is) {
    case 'all':
      return condition.of.every((one) => matches(one, doc));
    case 'any':
      return condition.of.some((one) => matches(one, doc));
    case 'not':
      return !matches(condition.of, doc);
    case 'among':
      return leaves(doc, condition.path.split('.')).some((leaf) => condition.values.includes(leaf));
    case 'compared':
      return leaves(doc, condition.path.split('.')).some((leaf) => typeof leaf === typeof condition.value && holds(condition.by, order(leaf, condition.value)));
    case 'there':
      return ends(doc, condition.path.split('.')).some((end) => end !== MISSING);
  }
};

const holds = (by: Comparison, order: number): boolean => {
  if (order === 0) return by === '$gte' || by === '$lte';
  return order > 0 ? by === '$gt' || by === '$gte' : by === '$lt' || by === '$lte';
};

/** Texts by their UTF-8 bytes, as databases order them; JavaScript's `<` would order by UTF-16 units. */
const order = (a: unknown, b: unknown): number =>
  typeof a === 'string' && typeof b === 'string' ? Buffer.compare(Buffer.from(a), Buffer.from(b)) : (a as number) - (b as number);
