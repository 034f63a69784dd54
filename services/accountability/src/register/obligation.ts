import type { ObligationVerb } from '@patto/contracts';

/** How it stands: a thing that was never accepted is `offered` or `declined`, and `owed` is whatever is still to be done in time. */
export const OBLIGATION_STATES = ['offered', 'declined', 'owed', 'suspended', 'breached', 'discharged', 'waived'] as const;
export type ObligationState = (typeof OBLIGATION_STATES)[number];

/** Who answers for it (*titolarità*) and who carries it out (*gestione*). */
export interface Responsible {
  readonly holder?: string | undefined;
  readonly performer?: string | undefined;
}

/** A hand-over that was offered and not taken; declined where it says when. */
export interface Offer extends Responsible {
  /** When it was recorded, RFC 3339. */
  readonly offeredAt: string;
  readonly declinedAt?: string;
}

/** One thing that happened to it, with who was responsible from then on: what was so at an instant, as recorded or as it was, follows from these. */
export interface Step extends Responsible {
  /** In the log. */
  readonly position: number;
  /** When it was recorded, RFC 3339. */
  readonly time: string;
  readonly happenedAt: string;
  readonly verb: ObligationVerb;
  /** The id of the event, and its type. */
  readonly event: string;
  readonly type: string;
  readonly state: ObligationState;
  /** To whom it was offered. */
  readonly offeredTo?: Responsible;
}

/** Something owed to a counterpart, about subjects, by a date. There is exactly one holder of record at any instant. */
export interface Obligation extends Responsible {
  /** What sort of obligation it is, as the event declares: `commitment`, `charge`. */
  readonly kind?: string | undefined;
  readonly counterpart?: string | undefined;
  readonly subjects: readonly string[];
  /** RFC 3339. */
  readonly dueAt?: string | undefined;
  readonly state: ObligationState;
  /** When a breach that was not annulled happened; it stays one when the obligation is discharged later. */
  readonly breachedAt?: string | undefined;
  /** Hand-overs offered and not taken. */
  readonly offers: readonly Offer[];
  /** Whom it concerns now: subjects, counterpart, holder, performer, and those to whom it is offered. */
  readonly parties: readonly string[];
  readonly steps: readonly Step[];
}
