import { type Id, IsId, IsText, Rejection } from '@patto/contracts';
import { EMERGENCY_VERDICTS, EmergencyAccessReviewed, type EmergencyVerdict } from '@patto/contracts/accountability';
import { decides, event } from '@patto/event-store/pure';
import { IsIn, IsOptional } from 'class-validator';
import { emergency } from './emergency.ts';

/** A body that was in charge says whether it had to be. */
export class ReviewEmergencyAccess {
  @IsId('emergency') readonly emergency!: Id<'emergency'>;
  @IsIn(EMERGENCY_VERDICTS) readonly verdict!: EmergencyVerdict;
  @IsOptional() @IsText(2_000) readonly words?: string;
}

export const reviewEmergencyAccess = decides(emergency, ReviewEmergencyAccess, (state, { verdict, words }, { by }) => {
  const review = state.status === 'none' ? undefined : state.reviews.find(({ organisation }) => organisation === by.organisation);
  if (state.status === 'none' || !review) throw new Rejection('not-yours-to-review', 'Your organisation was not in charge of the person.');
  if (state.reviewed.includes(review.obligation)) throw new Rejection('emergency-reviewed', 'Your organisation has said so already.');
  return [event(EmergencyAccessReviewed, { person: state.person, ...review, verdict, words })];
});
