import type { Id, Instant, OrganisationId, PersonId } from '@patto/contracts';
import { NeedAnswerOverdue, NeedRedirected, NeedReported, NeedTaken, NeedTurnedDown } from '@patto/contracts/persons';
import { aggregate, type Evolve } from '@patto/event-store/pure';

/** The general term of Italian administrative proceedings (law 241/1990, art. 2). */
export const NEED_ANSWER_TERM = 'P30D';

/** A need that waits for its answer, or was answered. */
export type Need =
  | { readonly status: 'unknown' }
  | {
      readonly status: 'waiting' | 'overdue' | 'answered';
      readonly person: PersonId;
      readonly category: string;
      readonly area: string;
      readonly desk: OrganisationId;
      readonly obligation: Id<'obligation'>;
      readonly answerBy: Instant;
    };

const events = { NeedReported, NeedRedirected, NeedTaken, NeedTurnedDown, NeedAnswerOverdue };

const answered = (need: Need): Need => (need.status === 'unknown' ? need : { ...need, status: 'answered' });

const evolve: Evolve<Need, typeof events> = {
  NeedReported: (_, { person, category, area, desk, obligation, answerBy }) => ({ status: 'waiting', person, category, area, desk, obligation, answerBy }),
  NeedRedirected: (need, { desk, obligation, answerBy }) => (need.status === 'unknown' ? need : { ...need, status: 'waiting', desk, obligation, answerBy }),
  NeedTaken: answered,
  NeedTurnedDown: answered,
  NeedAnswerOverdue: (need) => (need.status === 'unknown' ? need : { ...need, status: 'overdue' }),
};

export const need = aggregate(events, { status: 'unknown' } as Need, evolve);
