import type { Operand } from './filter.ts';

/** What stands at the end of a path through which nothing is found. */
export const MISSING = Symbol('missing');

/**
 * What a path leads to in a document, as MongoDB follows it: into the objects of a list, by number into a list.
 * Lists at the end of the path are given whole.
 */
export const ends = (value: unknown, path: readonly string[], at = 0): readonly unknown[] => {
  const name = path[at];
  if (name === undefined) return [value];
  if (Array.isArray(value)) {
    if (/^\d+$/.test(name)) return Number(name) < value.length ? ends(value[Number(name)], path, at + 1) : [MISSING];
    return value.filter(isObject).flatMap((item) => ends(item, path, at));
  }
  if (!isObject(value) || !Object.hasOwn(value, name) || value[name] === undefined) return [MISSING];
  return ends(value[name], path, at + 1);
};

/** The plain values that a path leads to: lists at its end opened, null for what is missing, objects left out. */
export const leaves = (value: unknown, path: readonly string[]): readonly Operand[] => {
  const found: Operand[] = [];
  for (const end of ends(value, path)) {
    for (const leaf of Array.isArray(end) ? end : [end]) {
      if (leaf === MISSING || leaf === undefined || leaf === null) found.push(null);
      else if (typeof leaf !== 'object') found.push(leaf);
    }
  }
  return found;
};

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
