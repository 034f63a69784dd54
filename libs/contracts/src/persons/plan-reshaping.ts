import { ArrayMaxSize, IsIn, IsOptional } from 'class-validator';
import { Event } from '../event.ts';
import { IsText } from '../fields.ts';
import { AreIds, type Id, IsId, type PersonId } from '../ids.ts';
import { Personal } from '../personal.ts';
import { MOST_COMMITMENTS } from './plan-agreement.ts';

/** Why an agreed plan is reshaped. */
export const RESHAPING_REASONS = ['needs-changed', 'wishes-changed', 'new-option', 'line-not-kept', 'review-due', 'other'] as const;
export type ReshapingReason = (typeof RESHAPING_REASONS)[number];

/** An agreed plan is being reshaped; all of it stays in force until the reshaped one is agreed. A later one of these replaces an earlier one. */
@Event('persons.plan', { version: 1 })
export class PlanReshaped {
  /** Who reshapes it; where the case manager does, the person of whom they have charge. */
  @IsId('person') readonly person!: PersonId;
  @IsIn(RESHAPING_REASONS) readonly reason!: ReshapingReason;
  /** The commitments in force that do not stand in the reshaped plan: with its agreement they are waived. */
  @AreIds('commitment') @ArrayMaxSize(MOST_COMMITMENTS) readonly leaving!: readonly Id<'commitment'>[];
  @Personal('person') @IsOptional() @IsText(2_000) readonly words?: Personal<string>;
}

/** The agreed plan goes on as it is: its new lines, which nobody is bound by, are dropped, and none leaves. */
@Event('persons.plan', { version: 1 })
export class ReshapingWithdrawn {
  /** The lines that had been written since the agreement. */
  @AreIds('commitment') @ArrayMaxSize(MOST_COMMITMENTS) readonly dropped!: readonly Id<'commitment'>[];
}
