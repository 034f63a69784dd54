import { IsIn } from 'class-validator';
import { authority } from '../effects.ts';
import { Event } from '../event.ts';
import { type Instant, IsInstant } from '../fields.ts';
import { type Id, IsId, type LinkId, type OrganisationId } from '../ids.ts';

/**
 * A partner without a system was given a one-time link: whoever holds it may do one thing with this referral, for that organisation.
 * The link's id is derived from its secret, which is stored nowhere.
 */
@Event('comanagement.referral', {
  version: 1,
  effect: authority('link', 'begins', { key: 'link', with: { link: 'link', referral: '$stream', organisation: 'recipient' }, until: 'until' }),
})
export class ReferralLinkIssued {
  @IsId('link') readonly link!: LinkId;
  @IsId('organisation') readonly recipient!: OrganisationId;
  @IsInstant() readonly until!: Instant;
}

/** Why a link is good no more: it was used, or whoever asked for the referral took it back. */
export const LINK_ENDS = ['used', 'called-off'] as const;
export type LinkEnd = (typeof LINK_ENDS)[number];

/** A one-time link is good no more. Where it was used, this stands before what it was used for. */
@Event('comanagement.referral', { version: 1, effect: authority('link', 'ends', { key: 'link' }) })
export class ReferralLinkEnded {
  @IsId('link') readonly link!: Id<'link'>;
  @IsIn(LINK_ENDS) readonly why!: LinkEnd;
}
