import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsIn, IsOptional, ValidateNested } from 'class-validator';
import { authority, obligation } from '../effects.ts';
import { Event } from '../event.ts';
import { type Instant, IsInstant, IsText } from '../fields.ts';
import { type Id, IsId, type OperatorId, type OrganisationId, type PersonId } from '../ids.ts';
import { Personal } from '../personal.ts';

/** An emergency lasts so long at most; what takes longer has a consent or a clause. */
export const LONGEST_EMERGENCY_HOURS = 24;
/** So many bodies have taken charge of one person at once. */
const MOST_BODIES = 50;

/** Why a person's content is needed at once. */
export const EMERGENCY_REASONS = ['life-at-risk', 'health-at-risk', 'cannot-consent', 'missing-person', 'disaster', 'other'] as const;
export type EmergencyReason = (typeof EMERGENCY_REASONS)[number];

/** A body in charge looks at what an emergency was opened for. */
export class EmergencyReview {
  @IsId('organisation') readonly organisation!: OrganisationId;
  @IsId('obligation') readonly obligation!: Id<'obligation'>;
}

/** An operator sees a person's content for a while because the person's life or health is at stake; those in charge, the person and the auditors see it at once. */
@Event('accountability.emergency', {
  version: 1,
  effect: [
    authority('emergency', 'begins', { with: { person: 'person', organisation: 'organisation', actor: 'actor' }, until: 'until' }),
    obligation('assumed', {
      each: 'reviews',
      id: 'obligation',
      kind: 'emergency-review',
      holder: 'organisation',
      counterpart: 'person',
      subjects: 'person',
      dueAt: 'reviewBy',
    }),
  ],
})
export class EmergencyAccessOpened {
  @IsId('person') readonly person!: PersonId;
  @IsId('organisation') readonly organisation!: OrganisationId;
  /** Whoever opened it, and nobody beside them. */
  @IsId('operator') readonly actor!: OperatorId;
  @IsIn(EMERGENCY_REASONS) readonly reason!: EmergencyReason;
  @IsInstant() readonly until!: Instant;
  /** The bodies in charge of the person, each of which owes a look at it. */
  @IsArray() @ArrayMaxSize(MOST_BODIES) @ValidateNested({ each: true }) @Type(() => EmergencyReview) readonly reviews!: readonly EmergencyReview[];
  @IsInstant() readonly reviewBy!: Instant;
  @Personal('person') @IsOptional() @IsText(2_000) readonly words?: Personal<string>;
}

/** It is over: done, or by itself when its time was. */
@Event('accountability.emergency', { version: 1, effect: authority('emergency', 'ends') })
export class EmergencyAccessEnded {
  @IsId('person') readonly person!: PersonId;
  @IsIn(['done', 'lapsed']) readonly why!: 'done' | 'lapsed';
}

export const EMERGENCY_VERDICTS = ['justified', 'not-justified'] as const;
export type EmergencyVerdict = (typeof EMERGENCY_VERDICTS)[number];

/** A body in charge has looked at it. */
@Event('accountability.emergency', { version: 1, effect: obligation('discharged', { id: 'obligation' }) })
export class EmergencyAccessReviewed {
  @IsId('person') readonly person!: PersonId;
  @IsId('organisation') readonly organisation!: OrganisationId;
  @IsId('obligation') readonly obligation!: Id<'obligation'>;
  @IsIn(EMERGENCY_VERDICTS) readonly verdict!: EmergencyVerdict;
  @Personal('person') @IsOptional() @IsText(2_000) readonly words?: Personal<string>;
}
