import { type Id, IsId, Rejection } from '@patto/contracts';
import { CommitmentWaived, WAIVER_REASONS, type WaiverReason } from '@patto/contracts/persons';
import { decides, event } from '@patto/event-store/pure';
import { IsIn } from 'class-validator';
import { allOwed } from './commitments.ts';
import { plan } from './plan.ts';
import { actsFor, commitmentIn, mustNotBeOneOf, owing, inPlan } from './standing.ts';

/** The one to whom it is owed gives it up: nothing of it is owed any more. */
export class WaiveCommitment {
  @IsId('plan') readonly plan!: Id<'plan'>;
  @IsId('commitment') readonly commitment!: Id<'commitment'>;
  @IsIn(WAIVER_REASONS) readonly reason!: WaiverReason;
}

export const waiveCommitment = decides(plan, WaiveCommitment, inPlan('confirm-fulfilment'), (state, { commitment, reason }, context) => {
  const line = commitmentIn(state, commitment);
  mustNotBeOneOf(owing(line), context);
  if (!actsFor(line.counterpart, 'confirm-fulfilment', context)) throw new Rejection('not-a-recipient', 'This commitment is not for you.');
  if (line.status === 'ended') return [];
  if (line.status !== 'in-force' && line.status !== 'suspended') throw new Rejection('not-in-force', 'This commitment is not in force.');

  return [event(CommitmentWaived, { commitment, reason, waived: allOwed(line) })];
});
