import { type Id, IsId, IsText, Rejection } from '@patto/contracts';
import { DELIVERY_CONTEST_REASONS, DeliveryContested, type DeliveryContestReason } from '@patto/contracts/comanagement';
import { decides, event } from '@patto/event-store/pure';
import { IsIn, IsOptional } from 'class-validator';
import { delivery } from './delivery.ts';
import { speaking, WORD, wordOn } from './word-on.ts';

/** The person says that it was not so, and why. */
export class ContestDelivery {
  @IsId('delivery') readonly delivery!: Id<'delivery'>;
  @IsIn(DELIVERY_CONTEST_REASONS) readonly reason!: DeliveryContestReason;
  @IsOptional() @IsText(2_000) readonly words?: string;
}

export const contestDelivery = decides(delivery, ContestDelivery, { kind: WORD, relies: speaking }, (state, { reason, words }, context) => {
  const { about, before } = wordOn(state, context);
  if (before === 'contested') return [];
  if (before) throw new Rejection('word-given', 'It was confirmed before.');
  return [event(DeliveryContested, { ...about, reason, ...(words && { words }) })];
});
