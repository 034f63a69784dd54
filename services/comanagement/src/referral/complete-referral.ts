import { type Id, IsId } from '@patto/contracts';
import { ReferralCompleted } from '@patto/contracts/comanagement';
import { decides, event } from '@patto/event-store/pure';
import { moving, takingPart } from './moves.ts';
import { referral } from './referral.ts';

/** The provider has done what it was asked for. It stays owed until somebody says what came of it and it is closed. */
export class CompleteReferral {
  @IsId('referral') readonly referral!: Id<'referral'>;
}

export const completeReferral = decides(referral, CompleteReferral, { relies: takingPart }, (state, _, context) => {
  const { service } = moving(state, 'complete', context);
  return [event(ReferralCompleted, { service })];
});
