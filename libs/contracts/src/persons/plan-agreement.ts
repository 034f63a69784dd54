import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsIn, IsInt, IsOptional, IsUUID, Max, Min, ValidateNested } from 'class-validator';
import { authority, obligation } from '../effects.ts';
import { Event } from '../event.ts';
import { type Duration, type Instant, IsInstant, IsPeriod, IsText } from '../fields.ts';
import { AreIds, type Id, IsId, type OrganisationId, type PartyId, type PersonId } from '../ids.ts';
import { Personal } from '../personal.ts';

/** So many commitments one plan may hold: an event that carries all lines stays below the size of an event. */
export const MOST_COMMITMENTS = 60;
/** So many goals one plan may hold. */
export const MOST_GOALS = 40;
const MOST_EVENTS_OF_A_LINE = 10;

/** When something is owed: once, or again and again. */
export class Schedule {
  /** The first date. */
  @IsInstant() readonly dueAt!: Instant;
  /** From one date to the next, a day or longer; months are counted in UTC. */
  @IsOptional() @IsPeriod() readonly every?: Duration;
  /** No date after this. */
  @IsOptional() @IsInstant() readonly until?: Instant;
  /** How long after each date it may still be done. */
  @IsPeriod() readonly tolerance!: Duration;
}

/** One date on which a commitment is owed; it is an obligation of its own. */
export class Occurrence {
  @IsId('obligation') readonly obligation!: Id<'obligation'>;
  /** The first is 1. */
  @IsInt() @Min(1) @Max(100_000) readonly number!: number;
  @IsInstant() readonly dueAt!: Instant;
  /** The date and its tolerance: from then on it is breached. */
  @IsInstant() readonly breachAt!: Instant;
}

/** Whose side a commitment is on: the persons', their network's, or a service's. */
export const SIDES = ['person', 'network', 'service'] as const;
export type Side = (typeof SIDES)[number];

/** What has to be shown for a fulfilment. */
export const EVIDENCE_KINDS = ['none', 'event', 'document'] as const;
export type EvidenceKind = (typeof EVIDENCE_KINDS)[number];

/** Somebody would do something for the plan; it binds once they accept and the plan is agreed. */
@Event('persons.plan', { version: 1 })
export class CommitmentMade {
  @IsId('commitment') readonly commitment!: Id<'commitment'>;
  @IsOptional() @IsId('goal') readonly goal?: Id<'goal'>;
  @IsOptional() @IsId('option') readonly option?: Id<'option'>;
  @IsId('person', 'organisation') readonly holder!: PartyId;
  @IsId('person', 'organisation') readonly performer!: PartyId;
  @IsId('person', 'organisation') readonly counterpart!: PartyId;
  /** The person of the plan whom it is about. */
  @IsId('person') readonly about!: PersonId;
  @IsIn(SIDES) readonly side!: Side;
  /** The commitment that this one supports, or is supported by. */
  @IsOptional() @IsId('commitment') readonly pairedWith?: Id<'commitment'>;
  @ValidateNested() @Type(() => Schedule) readonly schedule!: Schedule;
  @IsIn(EVIDENCE_KINDS) readonly evidence!: EvidenceKind;
  @Personal('about') @IsText(2_000) readonly words!: Personal<string>;
}

/** The holder accepted their own line, naming the events that were shown to them. */
@Event('persons.plan', { version: 1 })
export class CommitmentAccepted {
  @IsId('commitment') readonly commitment!: Id<'commitment'>;
  @IsArray() @ArrayMaxSize(MOST_EVENTS_OF_A_LINE) @IsUUID('all', { each: true }) readonly shown!: readonly string[];
}

/** Why a holder says no. */
export const COMMITMENT_DECLINE_REASONS = ['not-able', 'not-wanted', 'wrong-terms', 'other'] as const;
export type CommitmentDeclineReason = (typeof COMMITMENT_DECLINE_REASONS)[number];

/** The holder said no to their line. */
@Event('persons.plan', { version: 1 })
export class CommitmentDeclined {
  @IsId('commitment') readonly commitment!: Id<'commitment'>;
  @IsIn(COMMITMENT_DECLINE_REASONS) readonly reason!: CommitmentDeclineReason;
}

/** The plan waits for signatures, as it stands at this revision. */
@Event('persons.plan', { version: 1 })
export class PlanProposed {
  /** What a signature names: the revision of this very event. */
  @IsInt() @Min(1) readonly revision!: number;
}

export const SIGNATORY_ROLES = ['person', 'case-manager'] as const;
export type SignatoryRole = (typeof SIGNATORY_ROLES)[number];

/** A signatory put their name to exactly this revision of the plan. */
@Event('persons.plan', { version: 1 })
export class PlanSigned {
  @IsIn(SIGNATORY_ROLES) readonly as!: SignatoryRole;
  /** The person of the plan for whom it was signed. */
  @IsOptional() @IsId('person') readonly person?: PersonId;
  @IsInt() @Min(1) readonly revision!: number;
  /** Who else has to sign for this person: the others who hold parental responsibility. */
  @AreIds('person') @ArrayMaxSize(10) readonly awaits!: readonly PersonId[];
}

/** Why somebody does not sign. */
export const UNSIGNED_REASONS = ['not-my-wishes', 'not-enough', 'needs-time', 'other'] as const;
export type UnsignedReason = (typeof UNSIGNED_REASONS)[number];

/** A signatory does not put their name to it; it has to be changed and proposed again. */
@Event('persons.plan', { version: 1 })
export class SignatureDeclined {
  @IsIn(SIGNATORY_ROLES) readonly as!: SignatoryRole;
  @IsInt() @Min(1) readonly revision!: number;
  @IsIn(UNSIGNED_REASONS) readonly reason!: UnsignedReason;
}

/** A commitment that comes into force with a plan, and its first date. */
export class AgreedLine extends Occurrence {
  @IsId('commitment') readonly commitment!: Id<'commitment'>;
  @IsOptional() @IsId('option') readonly option?: Id<'option'>;
  @IsOptional() @IsId('service', 'listing', 'contribution') readonly service?: Id<'service' | 'listing' | 'contribution'>;
  @IsId('person', 'organisation') readonly holder!: PartyId;
  @IsId('person', 'organisation') readonly performer!: PartyId;
  @IsId('person', 'organisation') readonly counterpart!: PartyId;
  @AreIds('person') @ArrayMaxSize(1) readonly subjects!: readonly PersonId[];
  /** On what the holder receives what they need to know: municipal services rest on their public task. */
  @IsIn(['public-task']) readonly basis!: 'public-task';
}

/** All have signed and every holder has accepted: what was not in force before is from now on. */
@Event('persons.plan', {
  version: 1,
  effect: [
    obligation('assumed', {
      each: 'lines',
      id: 'obligation',
      kind: 'commitment',
      holder: 'holder',
      performer: 'performer',
      counterpart: 'counterpart',
      subjects: 'subjects',
      dueAt: 'dueAt',
    }),
    authority('line', 'begins', {
      each: 'lines',
      key: 'commitment',
      with: { plan: '$stream', commitment: 'commitment', person: 'subjects.0', holder: 'holder', service: 'service' },
    }),
  ],
})
export class PlanAgreed {
  @IsInt() @Min(1) readonly revision!: number;
  /** The body whose plan it is: who refers the persons to services. */
  @IsOptional() @IsId('organisation') readonly organisation?: OrganisationId;
  @IsArray() @ArrayMaxSize(MOST_COMMITMENTS) @ValidateNested({ each: true }) @Type(() => AgreedLine) readonly lines!: readonly AgreedLine[];
}

/** What became of a goal. */
export const GOAL_OUTCOMES = ['reached', 'partly-reached', 'not-reached', 'given-up', 'changed'] as const;
export type GoalOutcome = (typeof GOAL_OUTCOMES)[number];

/** One goal and what became of it. */
export class ClosedGoal {
  @IsId('goal') readonly goal!: Id<'goal'>;
  @IsIn(GOAL_OUTCOMES) readonly outcome!: GoalOutcome;
}

/** The plan is over, with an outcome for each goal; what was still to come is owed no more. A breach stays one. */
@Event('persons.plan', { version: 1, effect: [obligation('discharged', { each: 'ended', id: 'obligation' }), authority('line', 'ends')] })
export class PlanClosed {
  @IsArray() @ArrayMaxSize(MOST_GOALS) @ValidateNested({ each: true }) @Type(() => ClosedGoal) readonly outcomes!: readonly ClosedGoal[];
  @IsArray() @ArrayMaxSize(MOST_COMMITMENTS) @ValidateNested({ each: true }) @Type(() => Occurrence) readonly ended!: readonly Occurrence[];
}
