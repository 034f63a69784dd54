import { type Id, IsId } from '@patto/contracts';
import { PlaceFreed } from '@patto/contracts/comanagement';
import { decides, event } from '@patto/event-store/pure';
import { movingUp } from './places.ts';
import { service } from './service.ts';

/** A referral is over or goes elsewhere: whoever waits and fits takes its place. */
export class FreePlace {
  @IsId('service') readonly service!: Id<'service'>;
  @IsId('referral') readonly referral!: Id<'referral'>;
}

export const freePlace = decides(service, FreePlace, (state, { referral }) => {
  if (state.status === 'none') return [];
  const place = [...state.taken, ...state.waiting].find((one) => one.referral === referral);
  if (!place) return []; // It had none, or it was freed before.
  const { unit, amount } = place;
  const [taken, waiting] = [state.taken, state.waiting].map((places) => places.filter((one) => one !== place));
  return [event(PlaceFreed, { referral, unit, amount }), ...movingUp({ ...state, taken: taken ?? [], waiting: waiting ?? [] })];
});
