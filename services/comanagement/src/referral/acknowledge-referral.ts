import { type Id, IsId } from '@patto/contracts';
import { ReferralAcknowledged } from '@patto/contracts/comanagement';
import { decides, event } from '@patto/event-store/pure';
import { moving, takingPart } from './moves.ts';
import { referral } from './referral.ts';

/** The provider has seen it. */
export class AcknowledgeReferral {
  @IsId('referral') readonly referral!: Id<'referral'>;
}

export const acknowledgeReferral = decides(referral, AcknowledgeReferral, { relies: takingPart }, (state, _, context) => {
  const { recipient } = moving(state, 'acknowledge', context);
  return [event(ReferralAcknowledged, { recipient })];
});
