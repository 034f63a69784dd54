import { type Id, type Instant, instant, IsId, IsInstant, Rejection } from '@patto/contracts';
import { CommitmentSuspended, SUSPENSION_REASONS, type SuspensionReason } from '@patto/contracts/persons';
import { decides, event } from '@patto/event-store/pure';
import { IsIn } from 'class-validator';
import { plan } from './plan.ts';
import { inPlan } from './standing.ts';
import { suspendable } from './suspendable.ts';

/** Lets a commitment rest, with a reason and until a date; while it rests it cannot be breached. */
export class SuspendCommitment {
  @IsId('plan') readonly plan!: Id<'plan'>;
  @IsId('commitment') readonly commitment!: Id<'commitment'>;
  @IsIn(SUSPENSION_REASONS) readonly reason!: SuspensionReason;
  @IsInstant() readonly until!: Instant;
}

export const suspendCommitment = decides(plan, SuspendCommitment, inPlan('report-fulfilment'), (state, { commitment, reason, until }, context) => {
  const { status, awaited } = suspendable(state, commitment, context);
  if (status === 'suspended') return [];
  if (status !== 'in-force' || !awaited) throw new Rejection('not-in-force', 'Nothing of this commitment is awaited.');
  if (instant(until) <= context.now) throw new Rejection('period-over', 'The end of the rest has to lie ahead.', ['/until']);
  if (awaited.breachAt <= context.now) throw new Rejection('not-owed', 'What is past its time cannot be suspended any more.');

  return [event(CommitmentSuspended, { commitment, obligation: awaited.obligation, reason, until: instant(until) })];
});
