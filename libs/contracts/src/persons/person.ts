import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsBoolean, IsIn, IsOptional, Matches, ValidateNested } from 'class-validator';
import { authority } from '../effects.ts';
import { Event } from '../event.ts';
import { type Instant, IsCode, IsInstant, IsPlainDate, IsText, type PlainDate } from '../fields.ts';
import { type Id, IsId } from '../ids.ts';
import { Personal } from '../personal.ts';

/** `minor` is a fact and not the birth date: a court may say otherwise than the calendar. */
export const CAPACITIES = ['adult', 'minor'] as const;
export type Capacity = (typeof CAPACITIES)[number];

/**
 * The form of an Italian tax code (decree of 23 December 1976), *omocodia* letters included, or of the eleven digits that stand
 * in until one is given.
 */
export const TAX_CODE = /^([A-Za-z]{6}[0-9LMNPQRSTUVlmnpqrstuv]{2}[A-Za-z][0-9LMNPQRSTUVlmnpqrstuv]{2}[A-Za-z][0-9LMNPQRSTUVlmnpqrstuv]{3}[A-Za-z]|\d{11})$/;

/** What a person is called. */
export class PersonName {
  @IsText(100) readonly given!: string;
  @IsText(100) readonly family!: string;
}

/** One way to reach a person. */
export class PersonContact {
  @IsIn(['telephone', 'email', 'address']) readonly by!: 'telephone' | 'email' | 'address';
  @IsText(300) readonly value!: string;
}

/** What an issuer of tokens calls a person. */
export class PersonLogin {
  @IsText(300) readonly issuer!: string;
  @IsText(300) readonly subject!: string;
}

/** A person is known to the district. */
@Event('persons.person', {
  version: 1,
  effect: authority('person', 'begins', { with: { person: '$stream', area: 'area', capacity: 'capacity' } }),
})
export class PersonRegistered {
  @IsCode() readonly area!: string;
  @IsIn(CAPACITIES) readonly capacity!: Capacity;
  @Personal('$stream', 'name') @ValidateNested() @Type(() => PersonName) readonly name!: Personal<PersonName>;
  @Personal() @IsPlainDate() readonly birthDate!: Personal<PlainDate>;
  @Personal('$stream', 'tax-code') @IsOptional() @Matches(TAX_CODE) readonly taxCode?: Personal<string>;
  @Personal() @IsArray() @ArrayMaxSize(10) @ValidateNested({ each: true }) @Type(() => PersonContact) readonly contacts!: Personal<PersonContact[]>;
}

/** Why details were corrected. */
export const CORRECTION_REASONS = ['mistake', 'moved', 'changed-name', 'changed-contact', 'other'] as const;
export type CorrectionReason = (typeof CORRECTION_REASONS)[number];

/** Details of a person were wrong or have changed; what is not named stays. */
@Event('persons.person', { version: 1, effect: authority('person', 'changes', { with: { area: 'area', capacity: 'capacity' } }) })
export class PersonDetailsCorrected {
  @IsIn(CORRECTION_REASONS) readonly reason!: CorrectionReason;
  @IsCode() readonly area!: string;
  @IsIn(CAPACITIES) readonly capacity!: Capacity;
  @Personal('$stream', 'name') @IsOptional() @ValidateNested() @Type(() => PersonName) readonly name?: Personal<PersonName>;
  @Personal() @IsOptional() @IsPlainDate() readonly birthDate?: Personal<PlainDate>;
  @Personal('$stream', 'tax-code') @IsOptional() @Matches(TAX_CODE) readonly taxCode?: Personal<string>;
  @Personal() @IsOptional() @IsArray() @ArrayMaxSize(10) @ValidateNested({ each: true }) @Type(() => PersonContact) readonly contacts?: Personal<
    PersonContact[]
  >;
}

/** The person is a minor no more: they act for themself, and parental responsibility for them has ended. */
@Event('persons.person', { version: 1, effect: authority('person', 'changes', { with: { capacity: 'capacity' } }) })
export class MajorityRecorded {
  @IsIn(['adult']) readonly capacity!: 'adult';
}

/** A desk handed the person a one-time code, by which they link a login. The code's id is derived from it; the code is stored nowhere. */
@Event('persons.person', { version: 1, effect: authority('code', 'begins', { with: { code: 'code', person: '$stream' }, until: 'until' }) })
export class LoginCodeIssued {
  @IsId('code') readonly code!: Id<'code'>;
  @IsInstant() readonly until!: Instant;
}

/** From now on the person acts here by themself, with this login. */
@Event('persons.person', { version: 1, effect: authority('code', 'ends') })
export class LoginLinked {
  /** A login that was linked before ended with it; not said by those that were linked before codes were. */
  @IsOptional() @IsBoolean() readonly replaces?: boolean;
  @Personal('$stream', 'login') @ValidateNested() @Type(() => PersonLogin) readonly login!: Personal<PersonLogin>;
}

/** The person's content was erased: from now on nobody acts for them, nor they here. */
@Event('persons.person', { version: 1, effect: authority('person', 'ends') })
export class PersonErased {}

/** The person is known to another system, under an id of that system. */
@Event('persons.person', { version: 1 })
export class ExternalRecordLinked {
  @IsCode() readonly system!: string;
  @Personal() @IsText(200) readonly record!: Personal<string>;
}
