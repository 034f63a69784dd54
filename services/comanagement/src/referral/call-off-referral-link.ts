import { type Id, IsId, Rejection } from '@patto/contracts';
import { ReferralLinkEnded } from '@patto/contracts/comanagement';
import { decides, event } from '@patto/event-store/pure';
import { referral } from './referral.ts';
import { linkOf } from './through-link.ts';

/** A link that went astray is good no more. */
export class CallOffReferralLink {
  @IsId('referral') readonly referral!: Id<'referral'>;
  @IsId('link') readonly link!: Id<'link'>;
}

export const callOffReferralLink = decides(
  referral,
  CallOffReferralLink,
  { relies: ({ link }, facts) => linkOf(link, facts) },
  (state, { link }, { by, stream, relied }) => {
    if (state.state === 'none' || by.organisation !== state.requester)
      throw new Rejection('not-a-recipient', 'Whoever asked for the referral takes links back.');
    if (relied.link?.stream !== stream) return []; // It was used, called off or past its time already, or never one of this referral.

    return [event(ReferralLinkEnded, { link, why: 'called-off' })];
  },
);
