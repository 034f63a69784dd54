import type { PolicyConditions, PolicyRule } from '@patto/contracts/accountability';

/** The rules about each act, in their order. A published list never changes, so it is sorted once. */
const sorted = new WeakMap<readonly PolicyRule[], ReadonlyMap<string, readonly PolicyRule[]>>();

/** The rules of a policy that are about one command or question. */
export const rulesAbout = (rules: readonly PolicyRule[], action: string): readonly PolicyRule[] => {
  const known = sorted.get(rules) ?? sort(rules);
  return known.get(action) ?? [];
};

const sort = (rules: readonly PolicyRule[]): ReadonlyMap<string, readonly PolicyRule[]> => {
  const made = new Map<string, PolicyRule[]>();
  for (const rule of rules) {
    for (const name of rule.action) {
      const those = made.get(name);
      if (those) those.push(rule);
      else made.set(name, [rule]);
    }
  }
  sorted.set(rules, made);
  return made;
};

/** All names of commands and questions that a policy has rules about. */
export const actionsIn = (rules: readonly PolicyRule[]): readonly string[] => [...new Set(rules.flatMap(({ action }) => action))];

/** Something of a caller or of a mandate that conditions are about. */
export type Described = { readonly [member: string]: string | readonly string[] | undefined };

/** Whether conditions on the caller or a mandate hold; a list holds a value where it contains it. */
export const fulfils = (described: Described, conditions: PolicyConditions = {}): boolean =>
  Object.entries(conditions).every(([path, wanted]) => {
    const there = [described[path] ?? []].flat();
    if (typeof wanted !== 'object') return there.some((value) => value === wanted);
    if ('$in' in wanted) return there.some((value) => wanted.$in.includes(value));
    if ('$ne' in wanted) return !there.includes(wanted.$ne);
    return there.length > 0 === wanted.$exists;
  });
