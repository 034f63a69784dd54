import { type Id, IsCode, IsId, IsText } from '@patto/contracts';
import { PlanToldOfAnswer } from '@patto/contracts/persons';
import { decides, event } from '@patto/event-store/pure';
import { plan } from './plan.ts';

/** Tells a plan that what it wanted and could not have has been answered; sent by the reaction to that. */
export class NotePlanNeedAnswered {
  @IsId('plan') readonly plan!: Id<'plan'>;
  @IsCode() readonly category!: string;
  @IsCode() readonly area!: string;
  @IsText(60) readonly answer!: string;
}

export const notePlanNeedAnswered = decides(plan, NotePlanNeedAnswered, (state, { category, area, answer }) => {
  const isWanting = state.status !== 'closed' && state.wanting.includes(`${category} ${area}`);
  if (!isWanting || state.answers.includes(`${category} ${area} ${answer}`)) return [];

  return [event(PlanToldOfAnswer, { category, area, answer })];
});
