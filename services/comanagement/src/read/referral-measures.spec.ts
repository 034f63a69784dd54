import { describe, expect, it } from '@jest/globals';
import { corte, filo, named } from '@patto/testing';
import { requestedFacts } from '../testing/referred.ts';
import { measured } from './referral-measures.ts';
import type { ReferralView } from './referrals.ts';

const at = (minutes: number) => new Date(Date.parse('2027-03-01T09:00:00Z') + minutes * 60_000).toISOString();
type Reached = ReferralView['reached'][number];
const reached = (provider: typeof filo, state: Reached['state'], minutes: number): Reached => ({ provider, state, at: at(minutes) });
const referred = (closed: boolean, ...steps: readonly Reached[]): ReferralView => ({
  ...{ ...requestedFacts, recipient: steps.at(-1)?.provider ?? filo, id: named('referral', 1), answerObligation: named('obligation', 1) },
  ...{ state: steps.at(-1)?.state ?? 'requested', closed, requestedAt: at(0), reached: steps },
});
const accepted = (provider: typeof filo, minutes: number, closed: boolean) =>
  referred(closed, reached(provider, 'requested', 0), reached(provider, 'accepted', minutes));

describe('how providers answer', () => {
  it('is the median from when it came to them to each state, of those that came there', () =>
    expect(measured([accepted(filo, 1, true), accepted(filo, 9, false), accepted(filo, 2, false)])).toEqual([
      { provider: filo, received: 3, passedOn: 0, closed: 1, closedLoopRate: 1 / 3, times: [{ state: 'accepted', count: 3, medianSeconds: 120 }] },
    ]));

  it('lies between the middle two where there is no middle', () =>
    expect(measured([accepted(corte, 1, true), accepted(corte, 2, true)])[0]?.times).toEqual([{ state: 'accepted', count: 2, medianSeconds: 90 }]));

  it('is told of each provider apart', () =>
    expect(measured([accepted(filo, 1, true), accepted(corte, 2, false)]).map(({ provider, closedLoopRate }) => [provider, closedLoopRate])).toEqual([
      [filo, 1],
      [corte, 0],
    ]));

  it('counts for each only the time that was theirs, where a referral went from one to another', () => {
    const steps = [reached(filo, 'requested', 0), reached(filo, 'rejected', 30), reached(corte, 'requested', 60), reached(corte, 'accepted', 70)];
    expect(measured([referred(true, ...steps)])).toEqual([
      { provider: filo, received: 1, passedOn: 1, closed: 0, times: [{ state: 'rejected', count: 1, medianSeconds: 1_800 }] },
      { provider: corte, received: 1, passedOn: 0, closed: 1, closedLoopRate: 1, times: [{ state: 'accepted', count: 1, medianSeconds: 600 }] },
    ]);
    const underWay = [reached(filo, 'in-progress', 20), reached(corte, 'in-progress', 50), reached(corte, 'completed', 80)];
    expect(measured([referred(false, reached(filo, 'requested', 0), ...underWay)]).map(({ times }) => times)).toEqual([
      [{ state: 'in-progress', count: 1, medianSeconds: 1_200 }],
      [{ state: 'completed', count: 1, medianSeconds: 1_800 }],
    ]);
  });
});
