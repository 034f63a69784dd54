import { IsId, IsText, type PersonId, Rejection } from '@patto/contracts';
import { SupportAccepted, WEEKDAYS, type Weekday } from '@patto/contracts/persons';
import { decides, event } from '@patto/event-store/pure';
import { ArrayMaxSize, IsArray, IsIn, IsOptional } from 'class-validator';
import { network, networkOf } from './network.ts';

/** Whoever was invited agrees, within the limits that they set: supporters are there because they agreed. */
export class AcceptSupport {
  @IsId('person') readonly person!: PersonId;
  @IsOptional() @IsArray() @ArrayMaxSize(WEEKDAYS.length) @IsIn(WEEKDAYS, { each: true }) readonly days?: Weekday[];
  @IsOptional() @IsText(1_000) readonly limits?: string;
}

export const acceptSupport = decides(network, AcceptSupport, { stream: { of: networkOf } }, (state, { person, days = [], limits }, { by }) => {
  const supporter = by.actor as PersonId;
  if (by.onBehalfOf || !state.supporters[supporter]) throw new Rejection('not-invited', 'You have not been asked to support this person.');
  if (state.supporters[supporter] === 'supports') return [];

  return [event(SupportAccepted, { person, supporter, days: [...new Set(days)], limits })];
});
