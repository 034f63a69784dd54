import { answers } from '@patto/access';
import { type Id, IsId, type PersonId } from '@patto/contracts';
import { REFERRAL_STATES, type ReferralState } from '@patto/contracts/comanagement';
import { IsIn, IsOptional } from 'class-validator';
import { isAboutAsker, mayRead, refuseUnless } from './may-read.ts';
import { inList, partiesOf, ReferralInList, type ReferralView, referrals } from './referrals.ts';

/** The referrals that the asker's organisation answers, asked for or answers for; or those of the asker. */
export class ReferralList {
  /** What the asker's organisation is in them; all three where it is not said. */
  @IsOptional() @IsIn(['recipient', 'requester', 'accountable']) readonly as?: 'recipient' | 'requester' | 'accountable';
  @IsOptional() @IsIn(REFERRAL_STATES) readonly state?: ReferralState;
  @IsOptional() @IsId('service') readonly service?: Id<'service'>;
  @IsOptional() @IsId('person') readonly person?: PersonId;
  @IsOptional() @IsId('plan') readonly plan?: Id<'plan'>;
}

const ROLES = ['recipient', 'requester', 'accountable'] as const;

export const referralList = answers(
  ReferralList,
  { purpose: 'care', dataCategories: ['referral'], page: ReferralInList },
  async ({ as, state, service, person, plan }, ask) => {
    const wanted = { ...(state && { state }), ...(service && { service }), ...(plan && { plan }), ...(person && { person }) };
    const { organisation } = ask.by;
    if (!organisation) {
      const mine = (ask.by.onBehalfOf ?? ask.by.actor) as PersonId;
      refuseUnless(isAboutAsker([mine], ask) && (!person || person === mine));
      const page = await ask.page(referrals, { ...wanted, person: mine }, { sort: ['-requestedAt'] });
      return { ...page, items: page.items.map(inList) };
    }
    // A person's or a plan's referrals are for the body in charge too, though it asked for none of them.
    const isWhole = (person !== undefined || plan !== undefined) && !as;
    const roles = as ? { [as]: organisation } : { $or: ROLES.map((role) => ({ [role]: organisation })) };
    const told = (one: ReferralView) => (mayRead({ persons: [one.person], parties: partiesOf(one) }, ask) ? [inList(one)] : []);
    return ask.pageOf(referrals, isWhole ? wanted : { ...wanted, ...roles }, { sort: ['-requestedAt'] }, (some) => some.map(told));
  },
);
