import { type Id, IsId, Rejection } from '@patto/contracts';
import { COMMITMENT_DECLINE_REASONS, CommitmentDeclined, type CommitmentDeclineReason } from '@patto/contracts/persons';
import { decides, event } from '@patto/event-store/pure';
import { IsIn } from 'class-validator';
import { isPending } from './commitments.ts';
import { plan } from './plan.ts';
import { actsFor, commitmentIn, mustNotBeOneOf, inPlan } from './standing.ts';

/** The holder says no to their line and why, as long as it is not in force; the plan has to be proposed again without it. */
export class DeclineCommitment {
  @IsId('plan') readonly plan!: Id<'plan'>;
  @IsId('commitment') readonly commitment!: Id<'commitment'>;
  @IsIn(COMMITMENT_DECLINE_REASONS) readonly reason!: CommitmentDeclineReason;
}

export const declineCommitment = decides(plan, DeclineCommitment, inPlan('accept-commitments'), (state, { commitment, reason }, context) => {
  const line = commitmentIn(state, commitment);
  if (!actsFor(line.holder, 'accept-commitments', context)) throw new Rejection('not-a-recipient', 'This commitment is not for you.');
  mustNotBeOneOf([line.counterpart], context);
  if (line.status === 'declined') return [];
  if (!isPending(line)) throw new Rejection('commitment-settled', 'This commitment does not wait for an answer.');

  return [event(CommitmentDeclined, { commitment, reason })];
});
