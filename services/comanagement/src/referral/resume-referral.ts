import { type Id, IsId } from '@patto/contracts';
import { ReferralResumed } from '@patto/contracts/comanagement';
import { decides, event } from '@patto/event-store/pure';
import { moving, refuseUnlessRunning, takingPartIn } from './moves.ts';
import { referral } from './referral.ts';
import { groundOf } from './referring.ts';
import { owedOf } from './rest-with-consent.ts';

/** It goes on. */
export class ResumeReferral {
  @IsId('referral') readonly referral!: Id<'referral'>;
}

export const resumeReferral = decides(referral, ResumeReferral, { relies: takingPartIn }, (state, _, context) => {
  const known = moving(state, 'resume', context);
  refuseUnlessRunning(known, context.relied);
  const { consent } = groundOf(context.relied.covering);
  return [event(ReferralResumed, { ...owedOf(known), ...(consent && consent !== known.consent && { consent }) })];
});
