import { type Id, IsId, Rejection } from '@patto/contracts';
import { REJECTION_REASONS, ReferralRejected, type RejectionReason } from '@patto/contracts/comanagement';
import { decides, event } from '@patto/event-store/pure';
import { IsIn } from 'class-validator';
import { moving, takingPart } from './moves.ts';
import { referral } from './referral.ts';

/** The provider says no, for itself or because the person told it so. Not who has accepted the line of the plan: it transfers the service. */
export class RejectReferral {
  @IsId('referral') readonly referral!: Id<'referral'>;
  @IsIn(REJECTION_REASONS) readonly reason!: RejectionReason;
  @IsIn(['person', 'provider']) readonly rejectedBy!: 'person' | 'provider';
}

export const rejectReferral = decides(referral, RejectReferral, { relies: takingPart }, (state, { reason, rejectedBy }, context) => {
  const { lineAccepted, plan, commitment, service, answerObligation } = moving(state, 'reject', context);
  if (lineAccepted) throw new Rejection('accepted-line-is-transferred', 'Your organisation has accepted this line of the plan; offer a transfer.');
  return [event(ReferralRejected, { reason, rejectedBy, plan, commitment, service, answerObligation })];
});
