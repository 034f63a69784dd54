import { type Id, IsCode, IsId, Rejection } from '@patto/contracts';
import { PlaceAwaited, PlaceTaken } from '@patto/contracts/comanagement';
import { decides, event } from '@patto/event-store/pure';
import { IsInt, Max, Min } from 'class-validator';
import { freeOf } from './places.ts';
import { service } from './service.ts';

/** An accepted referral needs a place, or waits for one. */
export class TakePlace {
  @IsId('service') readonly service!: Id<'service'>;
  @IsId('referral') readonly referral!: Id<'referral'>;
  @IsCode() readonly unit!: string;
  @IsInt() @Min(1) @Max(1_000_000) readonly amount!: number;
}

export const takePlace = decides(service, TakePlace, (state, { referral, unit, amount }) => {
  if (state.status === 'none') return [];
  if ([...state.taken, ...state.waiting].some((place) => place.referral === referral)) return []; // It has its place, or waits.
  if (state.status === 'closed') throw new Rejection('service-closed', 'This service is closed.');
  return [event(amount <= freeOf(unit, state) ? PlaceTaken : PlaceAwaited, { referral, unit, amount })];
});
