import { type Asking, answers } from '@patto/access';
import { categoryOf, type Id, IsId } from '@patto/contracts';
import { isToldWords, mayRead, refuseUnless } from './may-read.ts';
import { inList, partiesOf, ReferralView, referrals } from './referrals.ts';

/** Whoever holds a one-time link reads the referral to which it belongs, and no other. */
const isOfLink = (referral: Id<'referral'>, { by, facts }: Asking): boolean =>
  categoryOf(by.actor) !== 'link' || facts.find('link', by.actor).some(({ is }) => is.referral === referral);

/** The referral, to whoever may read it. @throws Rejection `not-a-recipient` to all others alike, `no-legal-basis` to a party whom nothing covers any more */
export const readableReferral = async (referral: Id<'referral'>, ask: Asking): Promise<ReferralView> => {
  const view = await ask.one(referrals, referral);
  refuseUnless(view !== undefined && isOfLink(referral, ask) && mayRead({ persons: [view.person], parties: partiesOf(view) }, ask));
  const told = view as ReferralView;
  return isToldWords(told.person, ask) ? told : inList(told);
};

/** One referral: to its parties, the person, their delegates, the body in charge, and auditors. */
export class ReferralById {
  @IsId('referral') readonly referral!: Id<'referral'>;
}

export const referralById = answers(ReferralById, { purpose: 'care', dataCategories: ['referral'], answer: ReferralView }, ({ referral }, ask) =>
  readableReferral(referral, ask),
);
