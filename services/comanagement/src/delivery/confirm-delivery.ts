import { type Id, IsId, Rejection } from '@patto/contracts';
import { DeliveryConfirmed } from '@patto/contracts/comanagement';
import { decides, event } from '@patto/event-store/pure';
import { delivery } from './delivery.ts';
import { speaking, WORD, wordOn } from './word-on.ts';

/** The person says that it was so. */
export class ConfirmDelivery {
  @IsId('delivery') readonly delivery!: Id<'delivery'>;
}

export const confirmDelivery = decides(delivery, ConfirmDelivery, { kind: WORD, relies: speaking }, (state, _, context) => {
  const { about, before } = wordOn(state, context);
  if (before === 'confirmed') return [];
  if (before) throw new Rejection('word-given', 'It was contested before.');
  return [event(DeliveryConfirmed, about)];
});
