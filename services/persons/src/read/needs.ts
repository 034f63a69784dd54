import type { Id, Instant, OrganisationId, PersonId } from '@patto/contracts';
import { type DeclineReason, NeedAnswerOverdue, NeedRedirected, NeedReported, NeedTaken, NeedTurnedDown } from '@patto/contracts/persons';
import { readModel, type SealedPart } from '@patto/read-models';

/** A need, where it is and what became of it. */
export interface NeedView {
  readonly person: PersonId;
  readonly category: string;
  readonly area: string;
  readonly desk: OrganisationId;
  readonly status: 'waiting' | 'overdue' | 'taken' | 'turned-down';
  readonly obligation: Id<'obligation'>;
  readonly answerBy: Instant;
  readonly reportedAt: Instant;
  readonly words?: SealedPart;
  readonly charge?: Id<'charge'>;
  readonly reason?: DeclineReason;
}

/** The needs that desks have to answer. */
export const needs = readModel(
  'needs',
  1,
  { events: { NeedReported, NeedRedirected, NeedTaken, NeedTurnedDown, NeedAnswerOverdue }, indexes: ['desk', 'person', 'status'] },
  {
    NeedReported: (_: NeedView | undefined, { person, category, area, desk, obligation, answerBy }, { time, sealed }): NeedView => {
      const words = sealed('words');
      return { person, category, area, desk, status: 'waiting', obligation, answerBy, reportedAt: time, ...(words && { words }) };
    },
    NeedRedirected: (view, { desk, obligation, answerBy }): NeedView | undefined => view && { ...view, desk, obligation, answerBy, status: 'waiting' },
    NeedTaken: (view, { charge }): NeedView | undefined => view && { ...view, charge, status: 'taken' },
    NeedTurnedDown: (view, { reason }): NeedView | undefined => view && { ...view, reason, status: 'turned-down' },
    NeedAnswerOverdue: (view): NeedView | undefined => view && { ...view, status: 'overdue' },
  },
);
