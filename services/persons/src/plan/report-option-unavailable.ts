import { type Id, IsCode, IsId, Rejection } from '@patto/contracts';
import { OptionReportedUnavailable, UNAVAILABLE_REASONS, type UnavailableReason } from '@patto/contracts/persons';
import { decides, event } from '@patto/event-store/pure';
import { IsIn, IsOptional } from 'class-validator';
import { plan } from './plan.ts';
import { inPlan, speakingIn } from './standing.ts';

/** Something that is wanted is not to be had there, and why; it need never have been offered. */
export class ReportOptionUnavailable {
  @IsId('plan') readonly plan!: Id<'plan'>;
  @IsCode() readonly category!: string;
  @IsCode() readonly area!: string;
  @IsIn(UNAVAILABLE_REASONS) readonly reason!: UnavailableReason;
  @IsOptional() @IsId('goal') readonly goal?: Id<'goal'>;
  @IsOptional() @IsId('option') readonly option?: Id<'option'>;
}

export const reportOptionUnavailable = decides(
  plan,
  ReportOptionUnavailable,
  inPlan('shape-plan'),
  (state, { category, area, reason, goal, option }, context) => {
    speakingIn(state, 'shape-plan', context);
    if (goal && !state.goals[goal]) throw new Rejection('no-such-goal', 'The plan has no such goal.', ['/goal']);
    if (option && !state.options[option]) throw new Rejection('no-such-option', 'The plan has no such option.', ['/option']);

    return [event(OptionReportedUnavailable, { category, area, reason, goal, option })];
  },
);
