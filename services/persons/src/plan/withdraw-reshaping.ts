import { type Id, IsId, Rejection } from '@patto/contracts';
import { ReshapingWithdrawn } from '@patto/contracts/persons';
import { decides, event } from '@patto/event-store/pure';
import { isPending } from './commitments.ts';
import { plan } from './plan.ts';
import { reshapingFor } from './reshaping.ts';
import { inPlan } from './standing.ts';

/** Those who may reshape the plan leave it as it was agreed. Its goals and options stay; its new lines bind nobody and go. */
export class WithdrawReshaping {
  @IsId('plan') readonly plan!: Id<'plan'>;
}

export const withdrawReshaping = decides(plan, WithdrawReshaping, inPlan('shape-plan'), (state, _, context) => {
  reshapingFor(state, context);
  if (!state.leaving) throw new Rejection('not-being-reshaped', 'The plan is not being reshaped.');

  const pending = Object.entries(state.commitments).filter(([, commitment]) => isPending(commitment));
  return [event(ReshapingWithdrawn, { dropped: pending.map(([id]) => id as Id<'commitment'>) })];
});
