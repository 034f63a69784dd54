import { describe, expect, it } from '@jest/globals';
import type { ObligationVerb } from '@patto/contracts';
import { comune, corte, filo, named, passi } from '@patto/testing';
import { doubleClaims } from './double-claims.ts';
import type { Responsible, Step } from './obligation.ts';

const day = (number: number): string => `2027-03-${String(number).padStart(2, '0')}T09:00:00.000Z`;
type Line = readonly [ObligationVerb, number, Responsible?, number?];

const claims = (...lines: readonly Line[]) => {
  const steps = lines.map(
    ([verb, recorded, names, happened = recorded], position): Step => ({
      ...{ position, verb, time: day(recorded), happenedAt: day(happened), event: '00000000-0000-8000-8000-000000000001', type: 'patto.tests.Step.v1' },
      ...{ state: 'owed', ...(names && { names }) },
    }),
  );
  const found = doubleClaims({ id: named('obligation', 1), under: named('pact', 1), steps }, day(30));
  return found.map(({ parties, from, until }) => [parties, from.slice(8, 10), until?.slice(8, 10)]);
};
const assumed: Line = ['assumed', 1, { holder: comune, performer: filo }];
const toCorte = { performer: corte };
const toPassi = { performer: passi };

describe('several who carry out one thing at once', () => {
  it('are none where each takes over from the one before, whether it is offered or not', () => {
    expect(claims(assumed, ['offered', 2, toCorte], ['accepted', 3, toCorte], ['handed-over', 3, toCorte], ['handed-over', 5, toPassi])).toEqual([]);
    expect(claims(assumed, ['offered', 2, toCorte], ['declined', 3, toCorte], ['offered', 4, toCorte], ['accepted', 5])).toEqual([]);
    expect(claims(['offered', 1, { holder: filo }], ['accepted', 2], ['discharged', 3])).toEqual([]);
  });

  it('are two who were both asked by Filo and both said yes, until it is handed over once and for all', () => {
    const both: readonly Line[] = [assumed, ['offered', 2, toCorte], ['offered', 3, toPassi], ['accepted', 5, toCorte], ['accepted', 7, toPassi]];
    expect(claims(...both)).toEqual([[[corte, passi], '07', undefined]]);
    expect(claims(...both, ['handed-over', 10, toPassi])).toEqual([[[corte, passi], '07', '10']]);
    expect(claims(...both, ['discharged', 12])).toEqual([[[corte, passi], '07', '12']]);
  });

  it('are the one who owes it and the one who assumes it, or takes it, without having been asked', () => {
    expect(claims(assumed, ['assumed', 4, { holder: comune, performer: corte }])).toEqual([[[filo, corte], '04', undefined]]);
    expect(claims(assumed, ['accepted', 4, toCorte], ['waived', 6])).toEqual([[[filo, corte], '04', '06']]);
  });

  it('are nobody while it rests or after it was done, and whoever assumes it then assumes it alone', () => {
    const again: Line = ['assumed', 8, { holder: comune, performer: corte }];
    expect(claims(assumed, ['discharged', 3], again)).toEqual([]);
    expect(claims(assumed, ['accepted', 4, toCorte], ['suspended', 6], ['resumed', 9])).toEqual([
      [[filo, corte], '04', '06'],
      [[filo, corte], '09', undefined],
    ]);
  });

  it('are found by when things happened: a yes that became known late was said before the offer to the other', () => {
    const late: readonly Line[] = [assumed, ['offered', 2, toCorte], ['handed-over', 9, toPassi], ['accepted', 12, toCorte, 5]];
    expect(claims(...late)).toEqual([]);
    expect(claims(...late.slice(0, 3), ['accepted', 12, toCorte])).toEqual([[[passi, corte], '12', undefined]]);
  });
});
