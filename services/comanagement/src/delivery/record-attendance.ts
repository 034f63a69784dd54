import { type Id, IsId, Rejection } from '@patto/contracts';
import { AttendanceRecorded, DELIVERY_PLACES, type DeliveryPlace, MOST_ATTENDING } from '@patto/contracts/comanagement';
import { decides, event } from '@patto/event-store/pure';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsIn, ValidateNested } from 'class-validator';
import { delivery } from './delivery.ts';
import { Attending, attendedOf, performing, restingOn } from './resting-on.ts';

/** The performer records a group session, in one go: who came, and for each person on what it rests. */
export class RecordAttendance {
  @IsId('service') readonly service!: Id<'service'>;
  @IsIn(DELIVERY_PLACES) readonly where!: DeliveryPlace;
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_ATTENDING)
  @ValidateNested({ each: true })
  @Type(() => Attending)
  readonly attended!: readonly Attending[];
}

export const recordAttendance = decides(
  delivery,
  RecordAttendance,
  { relies: ({ service, attended }, facts, acting) => restingOn(service, attended, facts, acting), stream: 'new' },
  (_, { service, where, attended }, context) => {
    const persons = new Set(attended.map(({ person }) => person));
    if (persons.size < attended.length) throw new Rejection('attended-twice', 'A person is named twice.', ['/attended']);
    return [event(AttendanceRecorded, { service, performer: performing(context), where, attended: attendedOf(attended, context) })];
  },
);
