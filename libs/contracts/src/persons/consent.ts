import { ArrayMaxSize, ArrayMinSize, IsOptional } from 'class-validator';
import { authority } from '../effects.ts';
import { Event } from '../event.ts';
import { AreTexts, type Instant, IsInstant, IsText } from '../fields.ts';
import { AreIds, IsId, type OrganisationId, type PersonId } from '../ids.ts';
import { Personal } from '../personal.ts';

/** So many organisations one consent names: it says who, and not everybody. */
export const MOST_RECIPIENTS = 20;
/** So many purposes, or kinds of content, one consent names. */
export const MOST_NAMED_IN_CONSENT = 20;
/** The longest coded word of a purpose or of a kind of content. */
const LONGEST_WORD = 60;

/** What a consent is about: who may be told, for what, and content of what kind. */
export class ConsentTerms {
  @AreIds('organisation') @ArrayMinSize(1) @ArrayMaxSize(MOST_RECIPIENTS) readonly recipients!: readonly OrganisationId[];
  /** Coded words, as `care`. */
  @AreTexts(MOST_NAMED_IN_CONSENT, LONGEST_WORD) @ArrayMinSize(1) readonly purposes!: readonly string[];
  /** Coded words, as `plan`. */
  @AreTexts(MOST_NAMED_IN_CONSENT, LONGEST_WORD) @ArrayMinSize(1) readonly dataCategories!: readonly string[];
}

const covers = { person: 'person', recipients: 'recipients', purposes: 'purposes', dataCategories: 'dataCategories' };

/** A person agrees that these are told, until then. */
@Event('persons.consent', { version: 1, effect: authority('consent', 'begins', { with: covers, until: 'until' }) })
export class ConsentGranted extends ConsentTerms {
  @IsId('person') readonly person!: PersonId;
  @IsInstant() readonly until!: Instant;
}

/** A person was asked and does not agree; nobody has to ask again. */
@Event('persons.consent', { version: 1 })
export class ConsentRefused extends ConsentTerms {
  @IsId('person') readonly person!: PersonId;
  @Personal('person') @IsOptional() @IsText(2_000) readonly words?: Personal<string>;
}

/** The time that a person gave is over: what rests on it stops as after a withdrawal. */
@Event('persons.consent', { version: 1, effect: authority('consent', 'ends') })
export class ConsentLapsed {
  @IsId('person') readonly person!: PersonId;
  @AreIds('organisation') @ArrayMaxSize(MOST_RECIPIENTS) readonly recipients!: readonly OrganisationId[];
}

/** A person takes their consent back: what rests on it stops. */
@Event('persons.consent', { version: 1, effect: authority('consent', 'ends') })
export class ConsentWithdrawn {
  @IsId('person') readonly person!: PersonId;
  @AreIds('organisation') @ArrayMaxSize(MOST_RECIPIENTS) readonly recipients!: readonly OrganisationId[];
  @Personal('person') @IsOptional() @IsText(2_000) readonly words?: Personal<string>;
}
