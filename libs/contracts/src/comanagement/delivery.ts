import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsIn, IsOptional, IsUUID, ValidateNested } from 'class-validator';
import { Event } from '../event.ts';
import { type Instant, IsInstant, IsText } from '../fields.ts';
import { type Id, IsId, type OrganisationId, type PersonId } from '../ids.ts';
import { Personal } from '../personal.ts';

/** Whether it took place, and by whom it did not. */
export const ATTENDANCES = ['attended', 'missed-by-person', 'missed-by-provider', 'cancelled'] as const;
export type Attendance = (typeof ATTENDANCES)[number];

/** Where a service is delivered. */
export const DELIVERY_PLACES = ['home', 'premises', 'outdoors', 'remote'] as const;
export type DeliveryPlace = (typeof DELIVERY_PLACES)[number];

/** So many persons one group session may have. */
export const MOST_ATTENDING = 60;

/** What was delivered to one person, under which referral or urgent charge. */
export class Attended {
  @IsId('person') readonly person!: PersonId;
  @IsOptional() @IsId('referral') readonly referral?: Id<'referral'>;
  /** The urgent charge that it rests on, before there is a plan. */
  @IsOptional() @IsId('charge') readonly charge?: Id<'charge'>;
  @IsOptional() @IsId('plan') readonly plan?: Id<'plan'>;
  @IsOptional() @IsId('commitment') readonly commitment?: Id<'commitment'>;
  @IsIn(ATTENDANCES) readonly attendance!: Attendance;
}

/** A service was delivered to a person (*prestazione*), when `happenedAt` says. */
@Event('comanagement.delivery', { version: 1 })
export class DeliveryRecorded extends Attended {
  /** None where the person was referred to somebody outside. */
  @IsOptional() @IsId('service') readonly service?: Id<'service'>;
  @IsId('organisation') readonly performer!: OrganisationId;
  @IsIn(DELIVERY_PLACES) readonly where!: DeliveryPlace;
  @Personal('person') @IsOptional() @IsText(4_000) readonly notes?: Personal<string>;
}

/** A service was delivered to a group, in one go. */
@Event('comanagement.delivery', { version: 1 })
export class AttendanceRecorded {
  @IsId('service') readonly service!: Id<'service'>;
  @IsId('organisation') readonly performer!: OrganisationId;
  @IsIn(DELIVERY_PLACES) readonly where!: DeliveryPlace;
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_ATTENDING)
  @ValidateNested({ each: true })
  @Type(() => Attended)
  readonly attended!: readonly Attended[];
}

/** What a word of the person is about: enough of the delivery to understand it without having heard of that. */
abstract class Delivered {
  @IsId('person') readonly person!: PersonId;
  @IsOptional() @IsId('plan') readonly plan?: Id<'plan'>;
  @IsOptional() @IsId('commitment') readonly commitment?: Id<'commitment'>;
  @IsId('organisation') readonly performer!: OrganisationId;
  /** The event that recorded the delivery. */
  @IsUUID('all') readonly recorded!: string;
  @IsInstant() readonly deliveredAt!: Instant;
}

/** The person, or a delegate of theirs, says that it was so. */
@Event('comanagement.delivery', { version: 1 })
export class DeliveryConfirmed extends Delivered {}

/** Why a delivery is contested. */
export const DELIVERY_CONTEST_REASONS = ['not-done', 'partly-done', 'not-as-agreed', 'other'] as const;
export type DeliveryContestReason = (typeof DELIVERY_CONTEST_REASONS)[number];

/** The person says that it was not so. */
@Event('comanagement.delivery', { version: 1 })
export class DeliveryContested extends Delivered {
  @IsIn(DELIVERY_CONTEST_REASONS) readonly reason!: DeliveryContestReason;
  @Personal('person') @IsOptional() @IsText(2_000) readonly words?: Personal<string>;
}
