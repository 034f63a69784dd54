import { type Asking, answers } from '@patto/access';
import { type Id, IsId } from '@patto/contracts';
import { mayRead, refuseUnless } from './may-read.ts';
import { partiesOf, ReferralView, referrals } from './referrals.ts';

/** The referral, to whoever may read it. @throws Rejection `not-a-recipient` to all others alike */
export const readableReferral = async (referral: Id<'referral'>, ask: Asking): Promise<ReferralView> => {
  const view = await ask.one(referrals, referral);
  refuseUnless(view !== undefined && mayRead({ persons: [view.person], parties: partiesOf(view) }, ask));
  return view as ReferralView;
};

/** One referral: to its parties, the person, their delegates, the body in charge, and auditors. */
export class ReferralById {
  @IsId('referral') readonly referral!: Id<'referral'>;
}

export const referralById = answers(ReferralById, { purpose: 'care', dataCategories: ['plan'], answer: ReferralView }, ({ referral }, ask) =>
  readableReferral(referral, ask),
);
