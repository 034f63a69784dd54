import { IsId, IsText, type PersonId, Rejection } from '@patto/contracts';
import { SupporterSteppedBack } from '@patto/contracts/persons';
import { decides, event } from '@patto/event-store/pure';
import { IsOptional } from 'class-validator';
import { network, networkOf } from './network.ts';

/** A supporter supports no more; their reason is theirs. */
export class StepBack {
  @IsId('person') readonly person!: PersonId;
  @IsOptional() @IsText(1_000) readonly reason?: string;
}

export const stepBack = decides(network, StepBack, { stream: { of: networkOf } }, (state, { person, reason }, { by }) => {
  const supporter = by.actor as PersonId;
  if (by.onBehalfOf || state.supporters[supporter] !== 'supports') throw new Rejection('not-a-supporter', 'You are not a supporter of this person.');

  return [event(SupporterSteppedBack, { person, supporter, reason })];
});
