import { describe, it } from '@jest/globals';
import { MandateGranted } from '@patto/contracts/partnerships';
import { event } from '@patto/event-store/pure';
import { asl, byOperator, comune, corte, fact, filo, franca, gino, given, named, registrations } from '@patto/testing';
import { type DelegateMandate, delegateMandate } from './delegate-mandate.ts';

const source = named('mandate', 1);
const period = { from: '2027-01-01T00:00:00.000Z', until: '2028-01-01T00:00:00.000Z' };
const held = (categories: string[] = ['home-care', 'transport']) =>
  fact('mandate', { holder: filo, competences: ['running-services'], areas: ['valcurta', 'altavalle'], categories, basis: 'statute' }, source, period);
const able = (competence: string) => fact('competence', { organisation: corte, competence }, corte);
const part: DelegateMandate = {
  source,
  holder: corte,
  competences: ['running-services'],
  areas: ['altavalle'],
  categories: ['home-care'],
  ...period,
  act: 'Contract 3/2027',
};
const filoHolds = given([], named('mandate', 2)).with(...registrations, held(), able('running-services'), able('programming'));
const delegated = (terms: Partial<DelegateMandate> = {}) => {
  const { source: delegatedFrom, ...rest } = { ...part, ...terms };
  return event(MandateGranted, { grantor: filo, ...rest, basis: 'delegation', delegatedFrom });
};

describe('delegating a mandate', () => {
  it('gives on a part of what one holds, or all of it', () => {
    filoHolds.when(delegateMandate, part, byOperator(franca, filo)).then([delegated()]);
    const all = { areas: ['valcurta', 'altavalle'], categories: ['home-care', 'transport'] };
    filoHolds.when(delegateMandate, { ...part, ...all }, byOperator(franca, filo)).then([delegated(all)]);
  });

  it.each<[string, Partial<DelegateMandate>]>([
    ['competences', { competences: ['running-services', 'programming'] }],
    ['areas', { areas: ['valcurta', 'bassavalle'] }],
    ['categories', { categories: ['home-care', 'housing'] }],
    ['categories, all of them', { categories: [] }],
    ['beginning', { from: '2026-12-31T00:00:00Z' }],
    ['end', { until: '2028-01-02T00:00:00Z' }],
  ])('is never wider than its source: %s', (_, wider) =>
    filoHolds.when(delegateMandate, { ...part, ...wider }, byOperator(franca, filo)).isRejected('wider-than-its-source'),
  );

  it('may name any category where the source names none', () =>
    given([], named('mandate', 2))
      .with(...registrations, held([]), able('running-services'))
      .when(delegateMandate, { ...part, categories: ['housing'] }, byOperator(franca, filo))
      .then([delegated({ categories: ['housing'] })]));

  it('is not for one who does not hold it, or not now', () => {
    filoHolds.when(delegateMandate, part, byOperator(gino, asl)).isRejected('mandate-not-held');
    filoHolds.when(delegateMandate, { ...part, source: named('mandate', 9) }, byOperator(franca, filo)).isRejected('mandate-not-held');
    filoHolds.when(delegateMandate, part, byOperator(franca, filo, '2028-01-01T00:00:00.000Z')).isRejected('mandate-not-held');
  });

  it('is not to oneself', () => filoHolds.when(delegateMandate, { ...part, holder: filo }, byOperator(franca, filo)).isRejected('own-mandate'));

  it('is to one who is recognised for it', () =>
    filoHolds.when(delegateMandate, { ...part, holder: comune }, byOperator(franca, filo)).isRejected('competence-not-recognised'));
});
