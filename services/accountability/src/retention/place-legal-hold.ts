import { type Instant, IsId, IsInstant, instant, type PersonId, Rejection } from '@patto/contracts';
import { HOLD_GROUNDS, type HoldGround, LegalHoldPlaced } from '@patto/contracts/accountability';
import { decides, event } from '@patto/event-store/pure';
import { IsIn, IsOptional } from 'class-validator';
import { keepingOf, mustAnswerFor, ofPerson, retention } from './retention.ts';

/** Keeps the person's content from being erased, for a time or until the hold is lifted. */
export class PlaceLegalHold {
  @IsId('person') readonly person!: PersonId;
  @IsIn(HOLD_GROUNDS) readonly ground!: HoldGround;
  @IsOptional() @IsInstant() readonly until?: Instant;
}

export const placeLegalHold = decides(retention, PlaceLegalHold, { stream: ofPerson, relies: keepingOf }, (state, { person, ground, until }, context) => {
  mustAnswerFor(context);
  if (until !== undefined && until <= context.now) throw new Rejection('period-impossible', 'The end lies ahead of now.', ['/until']);
  if (state.erasure !== 'none') throw new Rejection('already-ordered', 'The erasure of this person was ordered before; there is nothing left to hold.');
  return [event(LegalHoldPlaced, { person, hold: context.newId('hold'), ground, ...(until && { until: instant(until) }) })];
});
