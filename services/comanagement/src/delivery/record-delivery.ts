import { type Id, IsId, IsText, Rejection } from '@patto/contracts';
import { DELIVERY_PLACES, DeliveryRecorded, type DeliveryPlace } from '@patto/contracts/comanagement';
import { decides, event } from '@patto/event-store/pure';
import { IsIn, IsOptional } from 'class-validator';
import { delivery } from './delivery.ts';
import { Attending, attendedOf, attendedOutside, performing, restingOn } from './resting-on.ts';

/** The performer records what it delivered to one person, or that it did not take place; `happenedAt` says when. */
export class RecordDelivery extends Attending {
  /** Left out by whoever is outside every pact: the referral says what for. */
  @IsOptional() @IsId('service') readonly service?: Id<'service'>;
  @IsIn(DELIVERY_PLACES) readonly where!: DeliveryPlace;
  @IsOptional() @IsText(4_000) readonly notes?: string;
}

export const recordDelivery = decides(
  delivery,
  RecordDelivery,
  { relies: (command, facts, acting) => restingOn(command.service, [command], facts, acting), stream: 'new' },
  (_, command, context) => {
    const [attended] = command.service ? attendedOf([command], context) : [attendedOutside(command, context)];
    if (!attended) throw new Rejection('nothing-to-deliver-under', 'A delivery is to a person.');
    const { service, where, notes } = command;
    return [event(DeliveryRecorded, { ...attended, ...(service && { service }), performer: performing(context), where, ...(notes && { notes }) })];
  },
);
