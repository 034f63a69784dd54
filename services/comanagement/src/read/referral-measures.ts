import { AreViews, answers } from '@patto/access';
import { IsId, type OrganisationId } from '@patto/contracts';
import { REFERRAL_STATES, type ReferralState } from '@patto/contracts/comanagement';
import { IsIn, IsInt, IsNumber, IsOptional, Max, Min } from 'class-validator';
import { refuseUnless } from './may-read.ts';
import { type ReferralView, referrals } from './referrals.ts';

/** So many referrals are counted at most: years of a district. */
const MOST_COUNTED = 20_000;

/** How providers answer: how long each takes to each state, and how many loops are closed. */
export class ReferralMeasures {
  @IsOptional() @IsId('organisation') readonly provider?: OrganisationId;
}

/** How long a provider's referrals took from the request to a state, of those that came there. */
export class TimeToState {
  @IsIn(REFERRAL_STATES) readonly state!: ReferralState;
  @IsInt() @Min(1) readonly count!: number;
  @IsNumber() @Min(0) readonly medianSeconds!: number;
}

/** One provider's referrals, in numbers. */
export class MeasuredProvider {
  @IsId('organisation') readonly provider!: OrganisationId;
  @IsInt() @Min(1) readonly requested!: number;
  @IsInt() @Min(0) readonly closed!: number;
  /** Closed with an outcome, of all; from 0 to 1. */
  @IsNumber() @Min(0) @Max(1) readonly closedLoopRate!: number;
  @AreViews(() => TimeToState) readonly times!: readonly TimeToState[];
}

/** @param sorted at least one number */
const median = (sorted: readonly number[]): number => {
  const middle = Math.floor(sorted.length / 2);
  const [low = 0, high = low] = sorted.length % 2 === 1 ? [sorted[middle]] : [sorted[middle - 1], sorted[middle]];
  return (low + high) / 2;
};

const timesOf = (all: readonly ReferralView[]): readonly TimeToState[] =>
  REFERRAL_STATES.filter((state) => state !== 'requested').flatMap((state) => {
    const seconds = all.flatMap(({ requestedAt, reached }) => {
      const first = reached.find((one) => one.state === state);
      return first ? [(Date.parse(first.at) - Date.parse(requestedAt)) / 1_000] : [];
    });
    return seconds.length === 0 ? [] : [{ state, count: seconds.length, medianSeconds: median(seconds.toSorted((one, other) => one - other)) }];
  });

/** The measures of each provider among these referrals. */
export const measured = (all: readonly ReferralView[]): readonly MeasuredProvider[] =>
  [...Map.groupBy(all, ({ recipient }) => recipient)].map(([provider, theirs]) => {
    const closed = theirs.filter((one) => one.closed).length;
    return { provider, requested: theirs.length, closed, closedLoopRate: closed / theirs.length, times: timesOf(theirs) };
  });

export const referralMeasures = answers(
  ReferralMeasures,
  { purpose: 'administration', dataCategories: [], list: MeasuredProvider },
  async ({ provider }, ask) => {
    const { organisation } = ask.by;
    const isAuditor = ask.kinds.includes('auditor');
    refuseUnless(organisation !== undefined || isAuditor);
    const theirs = { $or: ['recipient', 'requester', 'accountable'].map((role) => ({ [role]: ask.party })) };
    const filter = { ...(provider && { recipient: provider }), ...(isAuditor ? {} : theirs) };
    return { items: measured(await ask.find(referrals, filter, { limit: MOST_COUNTED })) };
  },
);
