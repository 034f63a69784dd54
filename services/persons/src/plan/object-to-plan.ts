import { type Id, IsId, IsText } from '@patto/contracts';
import { PlanObjectedTo } from '@patto/contracts/persons';
import { decides, event } from '@patto/event-store/pure';
import { IsOptional, IsUUID } from 'class-validator';
import { plan } from './plan.ts';
import { personIn, inPlan } from './standing.ts';

/** A person of the plan, or their delegate, objects to it or to one event of it; the objection stays attached. */
export class ObjectToPlan {
  @IsId('plan') readonly plan!: Id<'plan'>;
  @IsOptional() @IsUUID('all') readonly event?: string;
  @IsText(4_000) readonly words!: string;
}

export const objectToPlan = decides(plan, ObjectToPlan, inPlan('object'), (state, command, context) => {
  const person = personIn(state, 'object', context);
  return [event(PlanObjectedTo, { person, event: command.event, words: command.words })];
});
