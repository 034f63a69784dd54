import { type Id, IsId, Rejection } from '@patto/contracts';
import { ProgressRecorded } from '@patto/contracts/persons';
import { decides, event } from '@patto/event-store/pure';
import { IsInt, Max, Min } from 'class-validator';
import { plan } from './plan.ts';
import { speakingIn, inPlan } from './standing.ts';

/** Says how far a goal has been reached: from -2, much less than expected, to +2, much more. Who says it is on record. */
export class RecordProgress {
  @IsId('plan') readonly plan!: Id<'plan'>;
  @IsId('goal') readonly goal!: Id<'goal'>;
  @IsInt() @Min(-2) @Max(2) readonly attainment!: number;
}

export const recordProgress = decides(plan, RecordProgress, inPlan('shape-plan'), (state, { goal, attainment }, context) => {
  speakingIn(state, 'shape-plan', context);
  if (!state.goals[goal]) throw new Rejection('no-such-goal', 'The plan has no such goal.');
  if (!state.inForce) throw new Rejection('not-agreed', 'Progress is recorded once the plan is agreed.');

  return [event(ProgressRecorded, { goal, attainment })];
});
