import { type Id, IsId } from '@patto/contracts';
import { HOLD_REASONS, type HoldReason, ReferralHeld } from '@patto/contracts/comanagement';
import { decides, event } from '@patto/event-store/pure';
import { IsIn } from 'class-validator';
import { moving, takingPart } from './moves.ts';
import { referral } from './referral.ts';

/** It rests for a while; nothing is delivered under it meanwhile. */
export class HoldReferral {
  @IsId('referral') readonly referral!: Id<'referral'>;
  @IsIn(HOLD_REASONS) readonly reason!: HoldReason;
}

export const holdReferral = decides(referral, HoldReferral, { relies: takingPart }, (state, { reason }, context) => {
  const { obligation } = moving(state, 'hold', context);
  return [event(ReferralHeld, { reason, heldAt: context.happenedAt, obligation })];
});
