import { IsId, IsText, type PersonId, Rejection } from '@patto/contracts';
import { SupportDeclined } from '@patto/contracts/persons';
import { decides, event } from '@patto/event-store/pure';
import { IsOptional } from 'class-validator';
import { network, networkOf } from './network.ts';

/** Whoever was invited says no. */
export class DeclineSupport {
  @IsId('person') readonly person!: PersonId;
  @IsOptional() @IsText(1_000) readonly reason?: string;
}

export const declineSupport = decides(network, DeclineSupport, { stream: { of: networkOf } }, (state, { person, reason }, { by }) => {
  const supporter = by.actor as PersonId;
  if (by.onBehalfOf || state.supporters[supporter] !== 'invited') throw new Rejection('not-invited', 'There is no invitation that waits for you.');

  return [event(SupportDeclined, { person, supporter, reason })];
});
