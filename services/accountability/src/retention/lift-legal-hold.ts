import { type Id, IsId, type PersonId, Rejection } from '@patto/contracts';
import { LegalHoldLifted } from '@patto/contracts/accountability';
import { decides, event } from '@patto/event-store/pure';
import { keepingOf, mustAnswerFor, ofPerson, retention } from './retention.ts';

/** What the hold was for is over. */
export class LiftLegalHold {
  @IsId('person') readonly person!: PersonId;
  @IsId('hold') readonly hold!: Id<'hold'>;
}

export const liftLegalHold = decides(retention, LiftLegalHold, { stream: ofPerson, relies: keepingOf }, (state, { person, hold }, context) => {
  mustAnswerFor(context);
  if (!state.holds[hold]) throw new Rejection('no-such-hold', 'There is no such hold on this person.');
  return [event(LegalHoldLifted, { person, hold })];
});
