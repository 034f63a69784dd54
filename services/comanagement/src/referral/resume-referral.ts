import { type Id, IsId } from '@patto/contracts';
import { ReferralResumed } from '@patto/contracts/comanagement';
import { decides, event } from '@patto/event-store/pure';
import { moving, takingPart } from './moves.ts';
import { referral } from './referral.ts';

/** It goes on. */
export class ResumeReferral {
  @IsId('referral') readonly referral!: Id<'referral'>;
}

export const resumeReferral = decides(referral, ResumeReferral, { relies: takingPart }, (state, _, context) => {
  const { obligation } = moving(state, 'resume', context);
  return [event(ReferralResumed, { obligation })];
});
