import { type Id, IsId, Rejection } from '@patto/contracts';
import { OptionChosen } from '@patto/contracts/persons';
import { decides, event } from '@patto/event-store/pure';
import { plan } from './plan.ts';
import { personIn, inPlan } from './standing.ts';

/** The person, or their delegate, wants this one. What they refused stays refused; it can be offered anew. */
export class ChooseOption {
  @IsId('plan') readonly plan!: Id<'plan'>;
  @IsId('option') readonly option!: Id<'option'>;
}

export const chooseOption = decides(plan, ChooseOption, inPlan('shape-plan'), (state, { option }, context) => {
  personIn(state, 'shape-plan', context);
  const offered = state.options[option];
  if (!offered) throw new Rejection('no-such-option', 'The plan has no such option.');
  if (offered.status === 'refused') throw new Rejection('option-refused', 'This option was refused; it can be offered anew.');
  if (offered.status === 'unavailable') throw new Rejection('option-unavailable', 'This option is not to be had.');
  if (offered.status === 'chosen') return [];

  return [event(OptionChosen, { option, goal: offered.goal })];
});
