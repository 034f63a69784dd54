import { AreIds, type Id, IsId, IsText, Rejection } from '@patto/contracts';
import { MOST_COMMITMENTS, PlanReshaped, RESHAPING_REASONS, type ReshapingReason } from '@patto/contracts/persons';
import { decides, event } from '@patto/event-store/pure';
import { ArrayMaxSize, ArrayUnique, IsIn, IsOptional } from 'class-validator';
import { isInForce } from './commitments.ts';
import { plan } from './plan.ts';
import { reshapingFor } from './reshaping.ts';
import { inPlan } from './standing.ts';

/**
 * The person, their delegate or the case manager says that the agreed plan is to become another, why, and what will leave it. What was agreed
 * stays in force until the reshaped one is. Said again, it replaces what was said before.
 */
export class ReshapePlan {
  @IsId('plan') readonly plan!: Id<'plan'>;
  @IsIn(RESHAPING_REASONS) readonly reason!: ReshapingReason;
  /** Commitments in force that are not to stand in the reshaped plan; none, where it is not said. */
  @IsOptional() @AreIds('commitment') @ArrayMaxSize(MOST_COMMITMENTS) @ArrayUnique() readonly leaving?: Id<'commitment'>[];
  @IsOptional() @IsText(2_000) readonly words?: string;
}

export const reshapePlan = decides(plan, ReshapePlan, inPlan('shape-plan'), (state, { reason, leaving = [], words }, context) => {
  const person = reshapingFor(state, context);
  if (!state.inForce) throw new Rejection('not-agreed', 'The plan was never agreed: change it as it stands.');
  for (const id of leaving) {
    const line = state.commitments[id];
    if (!line) throw new Rejection('no-such-commitment', 'The plan has no such commitment.', ['/leaving']);
    if (!isInForce(line)) throw new Rejection('not-in-force', 'Only what is in force can leave the plan.', ['/leaving']);
  }

  return [event(PlanReshaped, { person, reason, leaving, words })];
});
