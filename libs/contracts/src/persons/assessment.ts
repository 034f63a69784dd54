import { Type } from 'class-transformer';
import { ArrayMaxSize, IsBoolean, IsIn, IsInt, IsOptional, Max, Min, ValidateNested } from 'class-validator';
import { Event } from '../event.ts';
import { AreTexts, IsText } from '../fields.ts';
import { AreIds, type Id, IsId, type OrganisationId, type PartyId, type PersonId } from '../ids.ts';
import { Personal } from '../personal.ts';

/** So many organisations and persons contribute to one assessment. */
export const MOST_INVITED = 20;
/** So many findings one assessment holds. */
export const MOST_FINDINGS = 200;

/** The chapters of activities and participation of the International Classification of Functioning (WHO, 2001). */
export const LIFE_DOMAINS = [
  'learning',
  'tasks-and-demands',
  'communication',
  'mobility',
  'self-care',
  'domestic-life',
  'relationships',
  'major-life-areas',
  'community-life',
] as const;
export type LifeDomain = (typeof LIFE_DOMAINS)[number];

/** The classification's levels: 0 no difficulty, 1 mild, 2 moderate, 3 severe, 4 complete. */
export const MOST_DIFFICULTY = 4;
/** So many barriers, facilitators or protective factors one finding names. */
const MOST_FACTORS = 20;
const LONGEST_FACTOR = 200;

/** What was found in one domain of a person's life. All of it is about their health or their home, and so sealed. */
export class Observed {
  @IsInt() @Min(0) @Max(MOST_DIFFICULTY) readonly level!: number;
  /** What stands in the way. */
  @AreTexts(MOST_FACTORS, LONGEST_FACTOR) readonly barriers!: readonly string[];
  /** What helps. */
  @AreTexts(MOST_FACTORS, LONGEST_FACTOR) readonly facilitators!: readonly string[];
  /** What keeps it from becoming worse. */
  @AreTexts(MOST_FACTORS, LONGEST_FACTOR) readonly protectiveFactors!: readonly string[];
  @IsOptional() @IsText(4_000) readonly words?: string;
}

/** Why the person was not heard first. */
export const UNHEARD_REASONS = ['does-not-wish', 'cannot-now', 'too-young', 'not-reached', 'other'] as const;
export type UnheardReason = (typeof UNHEARD_REASONS)[number];

/** The body in charge begins to look at a person's life with them, and asks others for what they see (*valutazione multidimensionale*). */
@Event('persons.assessment', { version: 1 })
export class AssessmentOpened {
  @IsId('person') readonly person!: PersonId;
  @IsId('organisation') readonly organisation!: OrganisationId;
  @AreIds('organisation', 'person') @ArrayMaxSize(MOST_INVITED) readonly invited!: readonly PartyId[];
}

/** The person said how it is, in their own words. */
@Event('persons.assessment', { version: 1 })
export class PersonSpoke {
  @IsId('person') readonly person!: PersonId;
  @Personal('person') @IsText(8_000) readonly words!: Personal<string>;
}

/** The person was not heard, and the body in charge says why. */
@Event('persons.assessment', { version: 1 })
export class SilenceExplained {
  @IsId('person') readonly person!: PersonId;
  @IsIn(UNHEARD_REASONS) readonly reason!: UnheardReason;
  @Personal('person') @IsOptional() @IsText(2_000) readonly words?: Personal<string>;
}

/** Somebody who was asked says what they found. */
@Event('persons.assessment', { version: 1 })
export class FindingContributed {
  @IsId('finding') readonly finding!: Id<'finding'>;
  @IsId('person') readonly person!: PersonId;
  /** Whose finding it is. */
  @IsId('organisation', 'person') readonly contributor!: PartyId;
  @IsIn(LIFE_DOMAINS) readonly domain!: LifeDomain;
  @Personal('person') @ValidateNested() @Type(() => Observed) readonly observed!: Personal<Observed>;
}

/** The person says that a finding is not so; it stays attached. */
@Event('persons.assessment', { version: 1 })
export class FindingObjectedTo {
  @IsId('finding') readonly finding!: Id<'finding'>;
  @IsId('person') readonly person!: PersonId;
  @Personal('person') @IsText(4_000) readonly words!: Personal<string>;
}

/** Whose finding it is answers the objection. */
@Event('persons.assessment', { version: 1 })
export class FindingObjectionAnswered {
  @IsId('finding') readonly finding!: Id<'finding'>;
  @IsId('person') readonly person!: PersonId;
  @Personal('person') @IsText(4_000) readonly words!: Personal<string>;
}

/** The assessment is complete: what the person says is in it, or why not, and so are the objections that nobody answered. */
@Event('persons.assessment', { version: 1 })
export class AssessmentCompleted {
  @IsId('person') readonly person!: PersonId;
  @IsBoolean() readonly heard!: boolean;
  @AreIds('finding') @ArrayMaxSize(MOST_FINDINGS) readonly unanswered!: readonly Id<'finding'>[];
}
