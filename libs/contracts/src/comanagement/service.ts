import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsIn, IsInt, IsOptional, Max, Min, ValidateNested } from 'class-validator';
import { authority, obligation } from '../effects.ts';
import { Event } from '../event.ts';
import { AreTexts, type Instant, IsCode, IsInstant, IsText } from '../fields.ts';
import { type Id, IsId, type OrganisationId } from '../ids.ts';
import { ListedSchedule } from '../partnerships/directory-hours.ts';

/** So many units one service may have: as hours a week, places, beds. */
export const MOST_UNITS = 10;

/** How much of a unit there is: 20 hours a week are `{ unit: 'hours-a-week', amount: 20 }`. */
export class Capacity {
  @IsCode() readonly unit!: string;
  @IsInt() @Min(0) @Max(1_000_000) readonly amount!: number;
}

/** What a service is when the parties establish it. */
export class ServiceTerms {
  @IsText(200) readonly title!: string;
  @IsCode() readonly category!: string;
  @IsCode() readonly area!: string;
  /** The directory's record of it, where it is listed. */
  @IsOptional() @IsId('listing') readonly listing?: Id<'listing'>;
  /** Who answers for it (*titolare*). */
  @IsId('organisation') readonly accountable!: OrganisationId;
  /** Who carries it out (*gestore*). */
  @IsId('organisation') readonly performer!: OrganisationId;
  @AreTexts(20, 200) readonly locations!: readonly string[];
  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(MOST_UNITS) @ValidateNested({ each: true }) @Type(() => Capacity) readonly capacity!: readonly Capacity[];
  @IsArray() @ArrayMaxSize(20) @ValidateNested({ each: true }) @Type(() => ListedSchedule) readonly schedule!: readonly ListedSchedule[];
  /** Whom it is for. */
  @IsOptional() @IsText(1_000) readonly eligibility?: string;
}

/** The parties of a pact run a service together from now on. */
@Event('comanagement.service', {
  version: 1,
  audience: 'partners',
  effect: [
    obligation('assumed', { id: 'obligation', kind: 'service', holder: 'accountable', performer: 'performer', under: 'pact' }),
    authority('service', 'begins', {
      with: {
        service: '$stream',
        pact: 'pact',
        obligation: 'obligation',
        accountable: 'accountable',
        performer: 'performer',
        category: 'category',
        area: 'area',
        unit: 'capacity.0.unit',
      },
    }),
  ],
})
export class ServiceEstablished extends ServiceTerms {
  @IsId('pact') readonly pact!: Id<'pact'>;
  @IsId('decision') readonly decision!: Id<'decision'>;
  @IsId('obligation') readonly obligation!: Id<'obligation'>;
}

/** There is more or less of it. */
@Event('comanagement.service', { version: 1, audience: 'partners' })
export class ServiceCapacityChanged {
  @IsId('decision') readonly decision!: Id<'decision'>;
  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(MOST_UNITS) @ValidateNested({ each: true }) @Type(() => Capacity) readonly capacity!: readonly Capacity[];
}

/** It runs at other times. */
@Event('comanagement.service', { version: 1, audience: 'partners' })
export class ScheduleChanged {
  @IsId('decision') readonly decision!: Id<'decision'>;
  @IsArray() @ArrayMaxSize(20) @ValidateNested({ each: true }) @Type(() => ListedSchedule) readonly schedule!: readonly ListedSchedule[];
}

/** Another organisation carries it out: by decision, or because it stepped in. Who answers for it stays the same. */
@Event('comanagement.service', {
  version: 1,
  audience: 'partners',
  effect: [obligation('handed-over', { id: 'obligation', performer: 'performer' }), authority('service', 'changes', { with: { performer: 'performer' } })],
})
export class PerformerChanged {
  @IsId('pact') readonly pact!: Id<'pact'>;
  @IsId('organisation') readonly from!: OrganisationId;
  @IsId('organisation') readonly performer!: OrganisationId;
  @IsId('obligation') readonly obligation!: Id<'obligation'>;
  /** The decision or the transfer that it is the effect of. */
  @IsId('decision', 'transfer') readonly because!: Id<'decision' | 'transfer'>;
}

/** Why a service rests at once. */
export const URGENT_REASONS = ['danger', 'premises', 'staff', 'inspection', 'other'] as const;
/** An urgent suspension lasts at most so long, unless the parties ratify it. */
export const URGENT_HOURS = 72;

const rests = [obligation('suspended', { id: 'obligation' }), authority('service', 'changes', { with: { restsSince: 'restsSince' } })];

/** It rests at once, without a decision: until then, unless the parties ratify it. */
@Event('comanagement.service', {
  version: 1,
  audience: 'partners',
  effect: rests,
})
export class ServiceSuspendedUrgently {
  @IsIn(URGENT_REASONS) readonly reason!: (typeof URGENT_REASONS)[number];
  @IsInstant() readonly lapsesAt!: Instant;
  @IsInstant() readonly restsSince!: Instant;
  @IsId('obligation') readonly obligation!: Id<'obligation'>;
}

const runsAgain = [obligation('resumed', { id: 'obligation' }), authority('service', 'changes', { with: { restsSince: '$nothing' } })];

/** Nobody ratified the urgent suspension in time: it runs again. */
@Event('comanagement.service', { version: 1, audience: 'partners', effect: runsAgain })
export class UrgentSuspensionLapsed {
  @IsId('obligation') readonly obligation!: Id<'obligation'>;
}

/** It rests by decision; an urgent suspension in force is ratified by it. */
@Event('comanagement.service', {
  version: 1,
  audience: 'partners',
  effect: rests,
})
export class ServiceSuspended {
  @IsId('decision') readonly decision!: Id<'decision'>;
  @IsText(500) readonly reason!: string;
  /** Where an urgent suspension is ratified: since that one. */
  @IsInstant() readonly restsSince!: Instant;
  @IsId('obligation') readonly obligation!: Id<'obligation'>;
}

/** It runs again by decision. */
@Event('comanagement.service', { version: 1, audience: 'partners', effect: runsAgain })
export class ServiceResumed {
  @IsId('decision') readonly decision!: Id<'decision'>;
  @IsId('obligation') readonly obligation!: Id<'obligation'>;
}

/** It is over, by decision. */
@Event('comanagement.service', {
  version: 1,
  audience: 'partners',
  effect: [obligation('discharged', { id: 'obligation' }), authority('service', 'ends')],
})
export class ServiceClosed {
  @IsId('decision') readonly decision!: Id<'decision'>;
  @IsId('pact') readonly pact!: Id<'pact'>;
  /** Who carried it out last. */
  @IsId('organisation') readonly performer!: OrganisationId;
  @IsText(500) readonly reason!: string;
  @IsId('obligation') readonly obligation!: Id<'obligation'>;
}

/** A place in a service: a referral and how much of a unit it takes. */
export abstract class Place extends Capacity {
  @IsId('referral') readonly referral!: Id<'referral'>;
}

/** An accepted referral got its place. */
@Event('comanagement.service', {
  version: 1,
  effect: authority('place', 'begins', { key: 'referral', with: { service: '$stream', referral: 'referral', unit: 'unit', amount: 'amount' } }),
})
export class PlaceTaken extends Place {}

/** There is no place for an accepted referral yet: it waits, in the order of these events. */
@Event('comanagement.service', { version: 1 })
export class PlaceAwaited extends Place {}

/** A referral needs its place, or its place in the line, no more. */
@Event('comanagement.service', { version: 1, effect: authority('place', 'ends', { key: 'referral' }) })
export class PlaceFreed extends Place {}
