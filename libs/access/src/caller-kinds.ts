/** All that a caller can be. */
export const CALLER_KINDS = ['person', 'delegate', 'operator', 'coordinator', 'administrator', 'auditor', 'system'] as const;

/**
 * What a caller is in one call: a `person` for themself, a `delegate` on behalf of a person, the roles that an organisation gave its operator,
 * or `system`, which is a service of ours and never somebody who calls over HTTP.
 */
export type CallerKind = (typeof CALLER_KINDS)[number];

/** Whoever may act here at all: for what is said in public. */
export const EVERYBODY: readonly CallerKind[] = ['person', 'delegate', 'operator', 'coordinator', 'administrator', 'auditor'];

/** Operators who do the work of their organisation. */
export const AT_A_DESK: readonly CallerKind[] = ['operator', 'coordinator', 'administrator'];
/** Persons, those who act for them, and operators; the decisions and questions see whose plan it is. */
export const ANYBODY_IN_A_PLAN: readonly CallerKind[] = ['person', 'delegate', ...AT_A_DESK];
