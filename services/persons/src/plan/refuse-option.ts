import { type Id, IsId, Rejection } from '@patto/contracts';
import { OPTION_REFUSAL_REASONS, OptionRefused, type OptionRefusalReason } from '@patto/contracts/persons';
import { decides, event } from '@patto/event-store/pure';
import { IsIn } from 'class-validator';
import { plan } from './plan.ts';
import { actsFor, personIn, inPlan } from './standing.ts';

/** The person, or the provider, says no to an option and why. It stays on record for ever. */
export class RefuseOption {
  @IsId('plan') readonly plan!: Id<'plan'>;
  @IsId('option') readonly option!: Id<'option'>;
  @IsIn(OPTION_REFUSAL_REASONS) readonly reason!: OptionRefusalReason;
}

export const refuseOption = decides(plan, RefuseOption, inPlan('shape-plan'), (state, { option, reason }, context) => {
  const offered = state.options[option];
  const isPersons = state.subjects.some((subject) => subject === (context.by.onBehalfOf ?? context.by.actor));
  const isProvider = !isPersons && offered !== undefined && [offered.holder, offered.performer].some((party) => actsFor(party, 'shape-plan', context));
  if (!isProvider) personIn(state, 'shape-plan', context);
  if (state.status === 'closed') throw new Rejection('plan-closed', 'This plan is closed.');
  if (!offered) throw new Rejection('no-such-option', 'The plan has no such option.');
  if (offered.status === 'refused') return [];

  return [event(OptionRefused, { option, goal: offered.goal, reason, refusedBy: isProvider ? 'provider' : 'person' })];
});
