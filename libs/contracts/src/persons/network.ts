import { ArrayMaxSize, ArrayMinSize, IsArray, IsIn, IsOptional } from 'class-validator';
import { authority } from '../effects.ts';
import { Event } from '../event.ts';
import { type Instant, IsInstant, IsText } from '../fields.ts';
import { IsId, type PersonId } from '../ids.ts';
import { Personal } from '../personal.ts';
import { DELEGATION_BASES, type DelegationBasis, type Exercise, EXERCISES, PERSON_ACTS, type PersonAct } from './acts.ts';

export const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** Another may act for the person, in these acts, until then. */
@Event('persons.network', {
  version: 1,
  effect: authority('delegation', 'begins', {
    key: 'delegate',
    with: { person: 'person', delegate: 'delegate', basis: 'basis', acts: 'acts', exercise: 'exercise' },
    until: 'until',
  }),
})
export class DelegateAppointed {
  @IsId('person') readonly person!: PersonId;
  @IsId('person') readonly delegate!: PersonId;
  @IsIn(DELEGATION_BASES) readonly basis!: DelegationBasis;
  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(PERSON_ACTS.length) @IsIn(PERSON_ACTS, { each: true }) readonly acts!: readonly PersonAct[];
  @IsIn(EXERCISES) readonly exercise!: Exercise;
  @IsInstant() readonly until!: Instant;
}

/** The delegate acts for the person no more. */
@Event('persons.network', { version: 1, effect: authority('delegation', 'ends', { key: 'delegate' }) })
export class DelegateRevoked {
  @IsId('person') readonly person!: PersonId;
  @IsId('person') readonly delegate!: PersonId;
}

/** Somebody was asked to support the person. */
@Event('persons.network', { version: 1 })
export class SupporterInvited {
  @IsId('person') readonly person!: PersonId;
  @IsId('person') readonly supporter!: PersonId;
}

/** They agreed to support the person, within their limits. */
@Event('persons.network', {
  version: 1,
  effect: authority('support', 'begins', { key: 'supporter', with: { person: 'person', supporter: 'supporter', days: 'days' } }),
})
export class SupportAccepted {
  @IsId('person') readonly person!: PersonId;
  @IsId('person') readonly supporter!: PersonId;
  /** The only days on which they can; any day where none is named. */
  @IsArray() @ArrayMaxSize(WEEKDAYS.length) @IsIn(WEEKDAYS, { each: true }) readonly days!: readonly Weekday[];
  @Personal('supporter') @IsOptional() @IsText(1_000) readonly limits?: Personal<string>;
}

/** They were asked and said no. */
@Event('persons.network', { version: 1 })
export class SupportDeclined {
  @IsId('person') readonly person!: PersonId;
  @IsId('person') readonly supporter!: PersonId;
  @Personal('supporter') @IsOptional() @IsText(1_000) readonly reason?: Personal<string>;
}

/** They supported the person and do so no more. */
@Event('persons.network', { version: 1, effect: authority('support', 'ends', { key: 'supporter' }) })
export class SupporterSteppedBack {
  @IsId('person') readonly person!: PersonId;
  @IsId('person') readonly supporter!: PersonId;
  @Personal('supporter') @IsOptional() @IsText(1_000) readonly reason?: Personal<string>;
}
