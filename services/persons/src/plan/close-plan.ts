import { type Id, IsId, Rejection } from '@patto/contracts';
import { ClosedGoal, MOST_GOALS, PlanClosed } from '@patto/contracts/persons';
import { decides, event } from '@patto/event-store/pure';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, ValidateNested } from 'class-validator';
import { plan } from './plan.ts';
import { bodyIn, standing } from './standing.ts';

/** The body in charge ends the plan, with one outcome for each goal. */
export class ClosePlan {
  @IsId('plan') readonly plan!: Id<'plan'>;
  @IsArray() @ArrayMaxSize(MOST_GOALS) @ValidateNested({ each: true }) @Type(() => ClosedGoal) readonly outcomes!: ClosedGoal[];
}

export const closePlan = decides(plan, ClosePlan, { relies: standing('shape-plan'), replaces: true }, (state, { outcomes }, context) => {
  bodyIn(state, context);
  const goals = Object.keys(state.goals);
  const isComplete = outcomes.length === goals.length && goals.every((goal) => outcomes.some((outcome) => outcome.goal === goal));
  if (!isComplete) throw new Rejection('outcome-missing', 'Each goal of the plan needs one outcome.', ['/outcomes']);

  const ended = Object.values(state.commitments).flatMap(({ awaited }) => awaited ?? []);
  return [event(PlanClosed, { outcomes, ended })];
});
