/**
 * Who may send a command or ask a question at all, until a policy comes as data. Deny by default: a name without a row is for nobody. The finer
 * rules (whose plan, which mandate, on what basis) are in the decisions and queries themselves.
 *
 * A row is the class name of a command or question and the kinds of callers. Keep the rows of a service together, in the order of its story.
 */
export const CALLER_KINDS = ['person', 'delegate', 'operator', 'coordinator', 'administrator', 'auditor', 'system'] as const;

/**
 * What a caller is in one call: a `person` for themself, a `delegate` on behalf of a person, the roles that an organisation gave its operator,
 * or `system`, which is a service of ours and never somebody who calls over HTTP.
 */
export type CallerKind = (typeof CALLER_KINDS)[number];

export const TABLE: { readonly [commandOrQuery: string]: readonly CallerKind[] } = {
  // accountability
  AccessesOfPerson: ['person', 'delegate', 'auditor'],
};

/** Whether one of these kinds may send this command or ask this question. */
export const may = (name: string, kinds: readonly CallerKind[]): boolean => {
  const row = Object.hasOwn(TABLE, name) ? (TABLE[name] ?? []) : [];
  return kinds.some((kind) => row.includes(kind));
};
