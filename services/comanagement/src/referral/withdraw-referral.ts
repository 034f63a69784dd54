import { type Id, IsId } from '@patto/contracts';
import { ReferralWithdrawn, WITHDRAWAL_REASONS } from '@patto/contracts/comanagement';
import { decides, event } from '@patto/event-store/pure';
import { IsIn } from 'class-validator';
import { moving, takingPart } from './moves.ts';
import { referral } from './referral.ts';

/** Who asked for it takes it back. */
export class WithdrawReferral {
  @IsId('referral') readonly referral!: Id<'referral'>;
  @IsIn(WITHDRAWAL_REASONS) readonly reason!: (typeof WITHDRAWAL_REASONS)[number];
}

export const withdrawReferral = decides(referral, WithdrawReferral, { relies: takingPart }, (state, { reason }, context) => {
  const { service, obligation, answerObligation } = moving(state, 'withdraw', context);
  return [event(ReferralWithdrawn, { reason, service, ...(obligation ? { obligation } : { answerObligation }) })];
});
