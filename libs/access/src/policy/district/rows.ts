import type { CallerKind } from '@patto/contracts/accountability';

/** Who may send a command or ask a question, by the name of its class. */
export type Rows = { readonly [commandOrQuestion: string]: readonly CallerKind[] };

/** The rows of one service. A new command or question has its row beside its siblings; without one it is for nobody. */
export interface ServiceRows {
  readonly commands: Rows;
  readonly questions: Rows;
}

/** Whoever may act here at all: for what is said in public. */
export const EVERYBODY: readonly CallerKind[] = ['person', 'delegate', 'operator', 'coordinator', 'administrator', 'auditor', 'partner-system'];

/** Operators who do the work of their organisation. */
export const AT_A_DESK: readonly CallerKind[] = ['operator', 'coordinator', 'administrator'];

/** Whoever acts for the performer of a referral: its operators, its program, or the holder of a one-time link. */
export const AT_THE_PERFORMER: readonly CallerKind[] = [...AT_A_DESK, 'partner-system', 'link'];

/** Persons, those who act for them, and operators; the decisions and questions see whose plan it is. */
export const ANYBODY_IN_A_PLAN: readonly CallerKind[] = ['person', 'delegate', ...AT_A_DESK];
