import { type Id, IsId, Rejection } from '@patto/contracts';
import { ReferralClosed } from '@patto/contracts/comanagement';
import { decides, event } from '@patto/event-store/pure';
import { moving, takingPart } from './moves.ts';
import { referral } from './referral.ts';

/** Who asked closes the loop; nothing is closed before somebody said what came of it. */
export class CloseReferral {
  @IsId('referral') readonly referral!: Id<'referral'>;
}

export const closeReferral = decides(referral, CloseReferral, { relies: takingPart }, (state, _, context) => {
  const { outcome, service, obligation } = moving(state, 'close', context);
  if (!outcome) throw new Rejection('no-outcome-yet', 'Nobody has said what came of it.');
  return [event(ReferralClosed, { outcome, service, ...(obligation && { obligation }) })];
});
