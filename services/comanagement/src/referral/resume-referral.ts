import { type Id, IsId } from '@patto/contracts';
import { ReferralResumed } from '@patto/contracts/comanagement';
import { decides, event } from '@patto/event-store/pure';
import { moving, refuseUnlessRunning, takingPartIn } from './moves.ts';
import { referral } from './referral.ts';

/** It goes on. */
export class ResumeReferral {
  @IsId('referral') readonly referral!: Id<'referral'>;
}

export const resumeReferral = decides(referral, ResumeReferral, { relies: takingPartIn }, (state, _, context) => {
  const { obligation } = moving(state, 'resume', context);
  refuseUnlessRunning(context.relied);
  return [event(ReferralResumed, { obligation })];
});
