import { categoryOf, type Id, IsId, Rejection } from '@patto/contracts';
import { CommitmentResumed, CommitmentSuspended, CommitmentWaived, type Occurrence } from '@patto/contracts/persons';
import { command, decides, dueDates, event } from '@patto/event-store/pure';
import { allOwed, type Commitment } from './commitments.ts';
import { plan } from './plan.ts';
import { firstFrom } from './schedule.ts';
import { commitmentIn, inPlan } from './standing.ts';
import { suspendable } from './suspendable.ts';

/**
 * Ends a rest: by those who may suspend, or by time. What recurs is owed again from the first date that lies ahead; what is owed once
 * has as much time as it had when the rest began.
 */
export class ResumeCommitment {
  @IsId('plan') readonly plan!: Id<'plan'>;
  @IsId('commitment') readonly commitment!: Id<'commitment'>;
}

const moved = ({ dueAt, breachAt, ...rest }: Occurrence, since: string, now: string): Occurrence => {
  const rested = Math.max(0, Date.parse(now) - Date.parse(since)); // Milliseconds.
  const shifted = (at: string) => new Date(Date.parse(at) + rested).toISOString();
  return { ...rest, dueAt: shifted(dueAt), breachAt: shifted(breachAt) };
};

const dateAfterRest = ({ schedule, suspendedAt }: Commitment, awaited: Occurrence, now: string): Occurrence | undefined =>
  schedule.every ? firstFrom(schedule, awaited.number, now, () => awaited.obligation) : moved(awaited, suspendedAt ?? now, now);

export const resumeCommitment = decides(plan, ResumeCommitment, inPlan('report-fulfilment'), (state, { commitment }, context) => {
  const isByTime = categoryOf(context.by.actor) === 'system';
  const line = isByTime ? commitmentIn(state, commitment) : suspendable(state, commitment, context);
  if (line.status !== 'suspended' || !line.awaited) {
    if (isByTime) return []; // Resumed by somebody, or over.
    throw new Rejection('not-suspended', 'This commitment is not suspended.');
  }

  const date = dateAfterRest(line, line.awaited, isByTime ? context.happenedAt : context.now);
  return date ? [event(CommitmentResumed, { commitment, ...date })] : [event(CommitmentWaived, { commitment, reason: 'no-date-left', waived: allOwed(line) })];
});

/** When each rest ends. */
export const restsEnding = dueDates(
  'rests-ending',
  { CommitmentSuspended, CommitmentResumed, CommitmentWaived },
  {
    CommitmentSuspended: ({ commitment, until }) => [{ key: commitment, dueAt: until }],
    CommitmentResumed: ({ commitment }) => [{ key: commitment, dueAt: undefined }],
    CommitmentWaived: ({ commitment }) => [{ key: commitment, dueAt: undefined }],
  },
  ({ stream, key }) => command(ResumeCommitment, { plan: stream as Id<'plan'>, commitment: key as Id<'commitment'> }),
);
