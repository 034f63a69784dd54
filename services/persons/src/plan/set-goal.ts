import { type Id, IsId, IsText, type PersonId, Rejection } from '@patto/contracts';
import { GoalSet, MOST_GOALS } from '@patto/contracts/persons';
import { decides, event } from '@patto/event-store/pure';
import { plan } from './plan.ts';
import { speakingIn, inPlan } from './standing.ts';

/** Writes down what one of the persons wants to reach, and whose wish it is. */
export class SetGoal {
  @IsId('plan') readonly plan!: Id<'plan'>;
  @IsId('person') readonly whose!: PersonId;
  @IsText(2_000) readonly words!: string;
}

export const setGoal = decides(plan, SetGoal, inPlan('shape-plan'), (state, { whose, words }, context) => {
  speakingIn(state, 'shape-plan', context);
  if (!state.subjects.includes(whose)) throw new Rejection('unknown-wisher', 'The plan is not about this person.', ['/whose']);
  if (Object.keys(state.goals).length >= MOST_GOALS) throw new Rejection('plan-full', `A plan has at most ${MOST_GOALS} goals.`);

  return [event(GoalSet, { goal: context.newId('goal'), whose, words })];
});
