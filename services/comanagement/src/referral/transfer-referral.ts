import { type Id, IsId, type OrganisationId } from '@patto/contracts';
import { ReferralTransferred } from '@patto/contracts/comanagement';
import { decides, event } from '@patto/event-store/pure';
import { isOpen } from './moves.ts';
import { referral } from './referral.ts';

/** Another organisation performs the service: its referrals go with it. Sent by the reaction to that. */
export class TransferReferral {
  @IsId('referral') readonly referral!: Id<'referral'>;
  @IsId('organisation') readonly performer!: OrganisationId;
  @IsId('transfer', 'service') readonly because!: Id<'transfer' | 'service'>;
}

export const transferReferral = decides(referral, TransferReferral, (state, { performer, because }) => {
  if (!isOpen(state) || state.recipient === performer) return [];
  const { recipient: from, obligation, answerObligation } = state;
  return [event(ReferralTransferred, { from, performer, because, ...(obligation ? { obligation } : { answerObligation }) })];
});
