import { AreViews, answers } from '@patto/access';
import { type Instant, IsId, type OrganisationId } from '@patto/contracts';
import { REFERRAL_STATES, type ReferralState } from '@patto/contracts/comanagement';
import { IsIn, IsInt, IsNumber, IsOptional, Max, Min } from 'class-validator';
import { refuseUnless } from './may-read.ts';
import { type ReferralView, referrals, type StateReached } from './referrals.ts';

/** So many referrals are counted at most: years of a district. */
const MOST_COUNTED = 20_000;

/** How providers answer: how long each takes to each state, and how many loops are closed. */
export class ReferralMeasures {
  @IsOptional() @IsId('organisation') readonly provider?: OrganisationId;
}

/** How long referrals took from when they came to a provider to a state, of those that came there with it. */
export class TimeToState {
  @IsIn(REFERRAL_STATES) readonly state!: ReferralState;
  @IsInt() @Min(1) readonly count!: number;
  @IsNumber() @Min(0) readonly medianSeconds!: number;
}

/** What one provider did with the referrals that came to it, in numbers. */
export class MeasuredProvider {
  @IsId('organisation') readonly provider!: OrganisationId;
  /** How many came to it: requested, re-routed to it, or taken over with the service. */
  @IsInt() @Min(1) readonly received!: number;
  /** How many of them went on to another. */
  @IsInt() @Min(0) readonly passedOn!: number;
  @IsInt() @Min(0) readonly closed!: number;
  /** Closed with an outcome, of those that stayed; from 0 to 1, and left out where none did. */
  @IsOptional() @IsNumber() @Min(0) @Max(1) readonly closedLoopRate?: number;
  @AreViews(() => TimeToState) readonly times!: readonly TimeToState[];
}

/** The time of a referral with one provider. */
interface Stay {
  readonly provider: OrganisationId;
  readonly since: Instant;
  readonly reached: readonly StateReached[];
  readonly closed: boolean;
  readonly passedOn: boolean;
}

/** With whom a referral was, one after the other. In the state in which it came it was before. */
const staysOf = ({ reached, closed }: ReferralView): readonly Stay[] => {
  const comes = reached.flatMap(({ provider }, index) => (reached[index - 1]?.provider === provider ? [] : [index]));
  return comes.flatMap((from, which) => {
    const [came, ...then] = reached.slice(from, comes[which + 1]);
    const passedOn = which + 1 < comes.length;
    return came ? [{ provider: came.provider, since: came.at, reached: then, closed: closed && !passedOn, passedOn }] : [];
  });
};

/** @param sorted at least one number */
const median = (sorted: readonly number[]): number => {
  const middle = Math.floor(sorted.length / 2);
  const [low = 0, high = low] = sorted.length % 2 === 1 ? [sorted[middle]] : [sorted[middle - 1], sorted[middle]];
  return (low + high) / 2;
};

const timesOf = (stays: readonly Stay[]): readonly TimeToState[] =>
  REFERRAL_STATES.flatMap((state) => {
    const seconds = stays.flatMap(({ since, reached }) => {
      const first = reached.find((one) => one.state === state);
      return first ? [(Date.parse(first.at) - Date.parse(since)) / 1_000] : [];
    });
    return seconds.length === 0 ? [] : [{ state, count: seconds.length, medianSeconds: median(seconds.toSorted((one, other) => one - other)) }];
  });

/** The measures of each provider among these referrals. */
export const measured = (all: readonly ReferralView[]): readonly MeasuredProvider[] =>
  [...Map.groupBy(all.flatMap(staysOf), ({ provider }) => provider)].map(([provider, stays]) => {
    const [closed, passedOn] = [stays.filter((one) => one.closed).length, stays.filter((one) => one.passedOn).length];
    const stayed = stays.length - passedOn;
    return { provider, received: stays.length, passedOn, closed, ...(stayed > 0 && { closedLoopRate: closed / stayed }), times: timesOf(stays) };
  });

export const referralMeasures = answers(
  ReferralMeasures,
  { purpose: 'administration', dataCategories: [], list: MeasuredProvider },
  async ({ provider }, ask) => {
    const { organisation } = ask.by;
    const isAuditor = ask.kinds.includes('auditor');
    refuseUnless(organisation !== undefined || isAuditor);
    const theirs = { $or: ['reached.provider', 'requester', 'accountable'].map((role) => ({ [role]: ask.party })) };
    const filter = { ...(provider && { 'reached.provider': provider }), ...(isAuditor ? {} : theirs) };
    const items = measured(await ask.find(referrals, filter, { limit: MOST_COUNTED }));
    return { items: items.filter((one) => provider === undefined || one.provider === provider) };
  },
);
