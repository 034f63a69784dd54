import { type Id, IsId, later } from '@patto/contracts';
import { ReferralLinkIssued } from '@patto/contracts/comanagement';
import { decides, event } from '@patto/event-store/pure';
import { moving, takingPart } from './moves.ts';
import { referral } from './referral.ts';

/** How long a link is good: who answers a referral has a week for it, and this leaves one more for what follows. */
const GOOD_FOR = 'P14D';

/** The body that refers a person gives the provider a one-time link, where that one has no system of its own to answer with. */
export class IssueReferralLink {
  @IsId('referral') readonly referral!: Id<'referral'>;
}

export const issueReferralLink = decides(referral, IssueReferralLink, { handsOut: 'secret', relies: takingPart }, (state, _, context) => {
  const { recipient } = moving(state, 'giveLink', context);
  return [event(ReferralLinkIssued, { link: context.idFor('link', context.secret()), recipient, until: later(context.now, GOOD_FOR) })];
});
