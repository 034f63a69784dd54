import { type Id, IsId, Rejection } from '@patto/contracts';
import { NeedTaken } from '@patto/contracts/persons';
import { decides, event } from '@patto/event-store/pure';
import { need } from './need.ts';

/** Answers the need with the charge that was taken for it; sent by the reaction to that. */
export class TakeNeed {
  @IsId('need') readonly need!: Id<'need'>;
  @IsId('charge') readonly charge!: Id<'charge'>;
}

export const takeNeed = decides(need, TakeNeed, (state, { charge }) => {
  if (state.status === 'unknown') throw new Rejection('no-such-need', 'There is no such need.');
  if (state.status === 'answered') return [];

  return [event(NeedTaken, { person: state.person, obligation: state.obligation, charge })];
});
