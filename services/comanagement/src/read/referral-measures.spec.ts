import { describe, expect, it } from '@jest/globals';
import { corte, filo, named } from '@patto/testing';
import { requestedFacts } from '../testing/referred.ts';
import { measured } from './referral-measures.ts';
import type { ReferralView } from './referrals.ts';

const at = (minutes: number) => new Date(Date.parse('2027-03-01T09:00:00Z') + minutes * 60_000).toISOString();
const accepted = (recipient: typeof filo, minutes: number, closed: boolean): ReferralView => ({
  ...{ ...requestedFacts, recipient, id: named('referral', 1), answerObligation: named('obligation', 1), state: 'accepted', closed, requestedAt: at(0) },
  reached: [
    { state: 'requested', at: at(0) },
    { state: 'accepted', at: at(minutes) },
  ],
});

describe('how providers answer', () => {
  it('is the median from the request to each state, of those that came there', () =>
    expect(measured([accepted(filo, 1, true), accepted(filo, 9, false), accepted(filo, 2, false)])).toEqual([
      { provider: filo, requested: 3, closed: 1, closedLoopRate: 1 / 3, times: [{ state: 'accepted', count: 3, medianSeconds: 120 }] },
    ]));

  it('lies between the middle two where there is no middle', () =>
    expect(measured([accepted(corte, 1, true), accepted(corte, 2, true)])).toEqual([
      { provider: corte, requested: 2, closed: 2, closedLoopRate: 1, times: [{ state: 'accepted', count: 2, medianSeconds: 90 }] },
    ]));

  it('is told of each provider apart', () =>
    expect(measured([accepted(filo, 1, true), accepted(corte, 2, false)]).map(({ provider, closedLoopRate }) => [provider, closedLoopRate])).toEqual([
      [filo, 1],
      [corte, 0],
    ]));
});
