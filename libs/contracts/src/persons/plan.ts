import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsIn, IsInt, IsOptional, IsUUID, Matches, Max, Min, ValidateNested } from 'class-validator';
import { Event } from '../event.ts';
import { IsCode, IsText } from '../fields.ts';
import { AreIds, type Id, IsId, type OrganisationId, type PartyId, type PersonId } from '../ids.ts';
import { Personal } from '../personal.ts';

/** So many persons one plan may be about: a large household. */
export const MOST_SUBJECTS = 12;
/** So many cost lines one option may have: a line for each payer and kind of cost. */
export const MOST_COST_LINES = 20;
/** A cost is below ten million in a currency with two decimals, far above any plan's. */
const MOST_MINOR_UNITS = 1_000_000_000;

/** A personalised plan (*progetto personalizzato*) was opened by the body in charge of its persons. */
@Event('persons.plan', { version: 1 })
export class PlanOpened {
  @AreIds('person') @ArrayMinSize(1) @ArrayMaxSize(MOST_SUBJECTS) readonly subjects!: readonly PersonId[];
  @IsId('organisation') readonly organisation!: OrganisationId;
}

/** What one of the persons wants to reach. */
@Event('persons.plan', { version: 1 })
export class GoalSet {
  @IsId('goal') readonly goal!: Id<'goal'>;
  /** Whose wish it is. */
  @IsId('person') readonly whose!: PersonId;
  @Personal('whose') @IsText(2_000) readonly words!: Personal<string>;
}

/** What one payer would pay of an option, in one period where it is named. */
export class CostLine {
  @IsId('person', 'organisation') readonly payer!: PartyId;
  @IsInt() @Min(0) @Max(MOST_MINOR_UNITS) readonly minorUnits!: number;
  /** ISO 4217. */
  @Matches(/^[A-Z]{3}$/) readonly currency!: string;
  @IsOptional() @IsIn(['once', 'week', 'month', 'year']) readonly per?: 'once' | 'week' | 'month' | 'year';
}

/** Somebody could do this for the goal: a service or a contribution. */
@Event('persons.plan', { version: 1 })
export class OptionOffered {
  @IsId('option') readonly option!: Id<'option'>;
  @IsId('goal') readonly goal!: Id<'goal'>;
  @IsCode() readonly category!: string;
  /** The listed service or the contribution that it would be. */
  @IsOptional() @IsId('service', 'listing', 'contribution') readonly service?: Id<'service' | 'listing' | 'contribution'>;
  @IsId('person', 'organisation') readonly holder!: PartyId;
  @IsId('person', 'organisation') readonly performer!: PartyId;
  @IsArray() @ArrayMaxSize(MOST_COST_LINES) @ValidateNested({ each: true }) @Type(() => CostLine) readonly costs!: readonly CostLine[];
}

/** A new option was made together, out of others, because of a barrier. */
@Event('persons.plan', { version: 1 })
export class OptionShaped {
  @IsId('option') readonly option!: Id<'option'>;
  @IsId('goal') readonly goal!: Id<'goal'>;
  /** The options that it was made from. */
  @AreIds('option') @ArrayMaxSize(10) readonly lineage!: readonly Id<'option'>[];
  /** What stood in the way, as `transport`. */
  @IsCode() readonly barrier!: string;
  @IsCode() readonly category!: string;
  @IsOptional() @IsId('service', 'listing', 'contribution') readonly service?: Id<'service' | 'listing' | 'contribution'>;
  @IsId('person', 'organisation') readonly holder!: PartyId;
  @IsId('person', 'organisation') readonly performer!: PartyId;
  @IsArray() @ArrayMaxSize(MOST_COST_LINES) @ValidateNested({ each: true }) @Type(() => CostLine) readonly costs!: readonly CostLine[];
}

/** The person wants this one. */
@Event('persons.plan', { version: 1 })
export class OptionChosen {
  @IsId('option') readonly option!: Id<'option'>;
  @IsId('goal') readonly goal!: Id<'goal'>;
}

/** Why an option was refused. */
export const OPTION_REFUSAL_REASONS = [
  'not-wanted',
  'too-far',
  'too-costly',
  'unsuitable-times',
  'not-accessible',
  'no-capacity',
  'not-eligible',
  'other',
] as const;
export type OptionRefusalReason = (typeof OPTION_REFUSAL_REASONS)[number];

/** The person or the provider said no to an option. It stays on record. */
@Event('persons.plan', { version: 1 })
export class OptionRefused {
  @IsId('option') readonly option!: Id<'option'>;
  @IsId('goal') readonly goal!: Id<'goal'>;
  @IsIn(OPTION_REFUSAL_REASONS) readonly reason!: OptionRefusalReason;
  @IsIn(['person', 'provider']) readonly refusedBy!: 'person' | 'provider';
}

/** Why something is not to be had. */
export const UNAVAILABLE_REASONS = ['no-capacity', 'not-eligible', 'no-transport', 'no-funding', 'out-of-area', 'other'] as const;
export type UnavailableReason = (typeof UNAVAILABLE_REASONS)[number];

/** Something that was wanted is not to be had there, whether it was offered or not. */
@Event('persons.plan', { version: 1 })
export class OptionReportedUnavailable {
  @IsCode() readonly category!: string;
  @IsCode() readonly area!: string;
  @IsIn(UNAVAILABLE_REASONS) readonly reason!: UnavailableReason;
  @IsOptional() @IsId('goal') readonly goal?: Id<'goal'>;
  @IsOptional() @IsId('option') readonly option?: Id<'option'>;
}

/** What the plan wanted and could not have has been answered elsewhere. */
@Event('persons.plan', { version: 1 })
export class PlanToldOfAnswer {
  @IsCode() readonly category!: string;
  @IsCode() readonly area!: string;
  /** The pact, service or call that answers. */
  @IsText(60) readonly answer!: string;
}

/** Somebody of the plan objects to something in it; it stays attached. */
@Event('persons.plan', { version: 1 })
export class PlanObjectedTo {
  /** Whose objection it is. */
  @IsId('person') readonly person!: PersonId;
  /** The event that is objected to, where it is one. */
  @IsOptional() @IsUUID('all') readonly event?: string;
  @Personal('person') @IsText(4_000) readonly words!: Personal<string>;
}

/** How far a goal has been reached: goal attainment scaling (Kiresuk and Sherman, 1968), -2 much less than expected to +2 much more. */
@Event('persons.plan', { version: 1 })
export class ProgressRecorded {
  @IsId('goal') readonly goal!: Id<'goal'>;
  @IsInt() @Min(-2) @Max(2) readonly attainment!: number;
}
