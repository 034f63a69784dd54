import { type Id, IsId } from '@patto/contracts';
import { WITHDRAWAL_REASONS, type WithdrawalReason } from '@patto/contracts/comanagement';
import { decides } from '@patto/event-store/pure';
import { IsIn } from 'class-validator';
import { moving, takingPart } from './moves.ts';
import { referral } from './referral.ts';
import { takenBack } from './taken-back.ts';

/** Who asked for it takes it back. */
export class WithdrawReferral {
  @IsId('referral') readonly referral!: Id<'referral'>;
  @IsIn(WITHDRAWAL_REASONS) readonly reason!: WithdrawalReason;
}

export const withdrawReferral = decides(referral, WithdrawReferral, { relies: takingPart }, (state, { reason }, context) => {
  return [takenBack(moving(state, 'withdraw', context), reason)];
});
