import { type Id, type Instant, IsId, IsInstant, Rejection } from '@patto/contracts';
import { CommitmentBreached, CommitmentFulfilled, CommitmentResumed, CommitmentWaived, type Occurrence, PlanAgreed } from '@patto/contracts/persons';
import { command, decides, dueDates, event } from '@patto/event-store/pure';
import type { Commitment } from './commitments.ts';
import { plan } from './plan.ts';
import { following } from './schedule.ts';

/** A date and its tolerance have passed; sent when that is so. Whose side it is on makes no difference. */
export class BreachCommitment {
  @IsId('plan') readonly plan!: Id<'plan'>;
  @IsId('commitment') readonly commitment!: Id<'commitment'>;
  @IsInstant() readonly breachAt!: Instant;
}

/** The breach of one date, after which the next is owed. */
export const breachOf = (commitment: Id<'commitment'>, line: Commitment, date: Occurrence, newId: (category: 'obligation') => Id<'obligation'>) => {
  const { holder, performer, counterpart, about, schedule } = line;
  const { obligation, dueAt, breachAt } = date;
  return event(CommitmentBreached, { commitment, obligation, holder, performer, counterpart, about, dueAt, breachAt, next: following(schedule, date, newId) });
};

export const breachCommitment = decides(plan, BreachCommitment, (state, { commitment, breachAt }, { now, newId }) => {
  const line = state.commitments[commitment];
  if (line?.status !== 'in-force' || line.awaited?.breachAt !== breachAt) return []; // Done, suspended, moved or given up.
  if (now < breachAt) throw new Rejection('not-due', 'There is still time.');

  return [breachOf(commitment, line, line.awaited, newId)];
});

const dateOf = (commitment: string, [next]: readonly Occurrence[]) => ({ key: commitment, dueAt: next?.breachAt });

/** When each commitment is breached unless it is done. */
export const commitmentsDue = dueDates(
  'commitments-due',
  { PlanAgreed, CommitmentFulfilled, CommitmentBreached, CommitmentResumed, CommitmentWaived },
  {
    PlanAgreed: ({ lines }) => lines.map(({ commitment, breachAt }) => ({ key: commitment, dueAt: breachAt })),
    CommitmentFulfilled: ({ commitment, overdue, next }) => (overdue ? [] : [dateOf(commitment, next)]),
    CommitmentBreached: ({ commitment, next }) => [dateOf(commitment, next)],
    CommitmentResumed: ({ commitment, breachAt }) => [{ key: commitment, dueAt: breachAt }],
    CommitmentWaived: ({ commitment }) => [{ key: commitment, dueAt: undefined }],
  },
  ({ stream, key, dueAt }) => command(BreachCommitment, { plan: stream as Id<'plan'>, commitment: key as Id<'commitment'>, breachAt: dueAt }),
);
