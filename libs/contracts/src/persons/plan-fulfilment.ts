import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsBoolean, IsIn, IsOptional, IsUUID, Matches, ValidateNested } from 'class-validator';
import { authority, obligation } from '../effects.ts';
import { Event } from '../event.ts';
import { type Instant, IsCode, IsInstant, IsText } from '../fields.ts';
import { type Id, IsId, type PartyId, type PersonId } from '../ids.ts';
import { Personal } from '../personal.ts';
import { Occurrence } from './plan-agreement.ts';

/** At most so many dates of one commitment are settled at once; more is a commitment that nobody has looked at for years. */
const MOST_SETTLED = 200;

/** The next date of a commitment that recurs is owed as soon as the one before is settled. */
const owesNext = obligation('assumed', {
  each: 'next',
  id: 'obligation',
  kind: 'commitment',
  holder: 'holder',
  performer: 'performer',
  counterpart: 'counterpart',
  subjects: 'about',
  dueAt: 'dueAt',
});

/** What shows a fulfilment: an event, or the SHA-256 of a document that lies sealed elsewhere. */
export class Evidence {
  @IsOptional() @IsUUID('all') readonly event?: string;
  @IsOptional() @Matches(/^[0-9a-f]{64}$/) readonly sha256?: string;
}

/** The commitment and those between whom it is owed. */
abstract class OfCommitment {
  @IsId('commitment') readonly commitment!: Id<'commitment'>;
  @IsId('obligation') readonly obligation!: Id<'obligation'>;
  @IsId('person', 'organisation') readonly holder!: PartyId;
  @IsId('person', 'organisation') readonly performer!: PartyId;
  @IsId('person', 'organisation') readonly counterpart!: PartyId;
  @IsId('person') readonly about!: PersonId;
}

/** The holder did what was owed on one date. */
@Event('persons.plan', { version: 1, effect: [obligation('discharged', { id: 'obligation' }), owesNext] })
export class CommitmentFulfilled extends OfCommitment {
  @IsInstant() readonly dueAt!: Instant;
  /** It was done only after the tolerance. */
  @IsBoolean() readonly late!: boolean;
  /** It had been breached or contested before; the date that is awaited stays as it is. */
  @IsBoolean() readonly overdue!: boolean;
  @IsOptional() @ValidateNested() @Type(() => Evidence) readonly evidence?: Evidence;
  @IsArray() @ArrayMaxSize(1) @ValidateNested({ each: true }) @Type(() => Occurrence) readonly next!: readonly Occurrence[];
}

/** The one to whom it was owed says that it was done. */
@Event('persons.plan', { version: 1 })
export class FulfilmentConfirmed {
  @IsId('commitment') readonly commitment!: Id<'commitment'>;
  @IsId('obligation') readonly obligation!: Id<'obligation'>;
}

/** Why a fulfilment is contested. */
export const CONTEST_REASONS = ['not-done', 'partly-done', 'not-as-agreed', 'other'] as const;
export type ContestReason = (typeof CONTEST_REASONS)[number];

/** The one to whom it was owed says that it was not done so: it is owed again. */
@Event('persons.plan', { version: 1, effect: obligation('resumed', { id: 'obligation' }) })
export class FulfilmentContested {
  @IsId('commitment') readonly commitment!: Id<'commitment'>;
  @IsId('obligation') readonly obligation!: Id<'obligation'>;
  @IsId('person') readonly about!: PersonId;
  @IsIn(CONTEST_REASONS) readonly reason!: ContestReason;
  @Personal('about') @IsOptional() @IsText(2_000) readonly words?: Personal<string>;
}

/** Why a commitment rests for a while. */
export const SUSPENSION_REASONS = ['illness', 'hospital', 'absence', 'provider-closed', 'other'] as const;
export type SuspensionReason = (typeof SUSPENSION_REASONS)[number];

/** The commitment rests until then and cannot be breached. */
@Event('persons.plan', { version: 1, effect: obligation('suspended', { id: 'obligation' }) })
export class CommitmentSuspended {
  @IsId('commitment') readonly commitment!: Id<'commitment'>;
  @IsId('obligation') readonly obligation!: Id<'obligation'>;
  @IsIn(SUSPENSION_REASONS) readonly reason!: SuspensionReason;
  @IsInstant() readonly until!: Instant;
}

/** The commitment is owed again, on this date. */
@Event('persons.plan', { version: 1, effect: obligation('resumed', { id: 'obligation', dueAt: 'dueAt' }) })
export class CommitmentResumed extends Occurrence {
  @IsId('commitment') readonly commitment!: Id<'commitment'>;
}

/** Why a commitment is given up; `reshaped`: the plan was agreed anew without it. */
export const WAIVER_REASONS = ['not-needed', 'replaced', 'other', 'no-date-left', 'reshaped'] as const;
export type WaiverReason = (typeof WAIVER_REASONS)[number];

/** The one to whom it was owed gives it up, or the plan was agreed anew without it: it is owed no more. */
@Event('persons.plan', {
  version: 1,
  effect: [obligation('waived', { each: 'waived', id: 'obligation' }), authority('line', 'ends', { key: 'commitment' })],
})
export class CommitmentWaived {
  @IsId('commitment') readonly commitment!: Id<'commitment'>;
  @IsIn(WAIVER_REASONS) readonly reason!: WaiverReason;
  @IsArray() @ArrayMaxSize(MOST_SETTLED) @ValidateNested({ each: true }) @Type(() => Occurrence) readonly waived!: readonly Occurrence[];
}

/** A date and its tolerance passed and nothing was done: alike for both sides. */
@Event('persons.plan', { version: 1, effect: [obligation('breached', { id: 'obligation' }), owesNext] })
export class CommitmentBreached extends OfCommitment {
  @IsInstant() readonly dueAt!: Instant;
  @IsInstant() readonly breachAt!: Instant;
  @IsArray() @ArrayMaxSize(1) @ValidateNested({ each: true }) @Type(() => Occurrence) readonly next!: readonly Occurrence[];
}

/** It was done in time after all and only written down late. */
@Event('persons.plan', { version: 1, effect: obligation('annulled', { id: 'obligation' }) })
export class BreachAnnulled {
  @IsId('commitment') readonly commitment!: Id<'commitment'>;
  @IsId('obligation') readonly obligation!: Id<'obligation'>;
}

/** How the referral that carries out a commitment stands, as far as the plan is told. */
export const TOLD_OF_REFERRAL = ['accepted', 'rejected', 'withdrawn', 'ended'] as const;
export type ToldOfReferral = (typeof TOLD_OF_REFERRAL)[number];

/** The provider said yes or no to the referral that carries out a commitment, it was taken back, or somebody said what came of it. */
@Event('persons.plan', { version: 1 })
export class PlanToldOfReferral {
  @IsId('commitment') readonly commitment!: Id<'commitment'>;
  @IsId('referral') readonly referral!: Id<'referral'>;
  @IsIn(TOLD_OF_REFERRAL) readonly state!: ToldOfReferral;
  /** With `ended`: a coded word, as `achieved`. */
  @IsOptional() @IsCode() readonly outcome?: string;
}
