import { describe, expect, it } from '@jest/globals';
import type { By, Fact, FactKinds } from '@patto/contracts';
import type { FactsInForce } from '@patto/event-store/pure';
import { anna, comune, fact, lucia, marco, maria, named, nino, piero, sara } from '@patto/testing';
import { awaitedBy } from './awaited-by.ts';

const KIND = 'sign-plan';
const delegation = (person: string, delegate: string, terms: Partial<FactKinds['delegation']> = {}) =>
  fact('delegation', { person, delegate, basis: 'delegation', acts: [KIND], exercise: 'together', ...terms }, named('network', 1));
const waitsFor = (by: By, ...facts: Fact[]) => {
  const inForce: FactsInForce = {
    find: (kind, ...ids) => facts.filter((one): one is Fact<typeof kind> => one.kind === kind && ids.every((id) => Object.values(one.is).flat().includes(id))),
  };
  return awaitedBy({ by }, KIND, inForce)?.by;
};

describe('whom an act waits for', () => {
  it('is nobody where people and organisations act by themselves, or a delegate instead of the person', () => {
    expect(waitsFor({ actor: maria })).toBeUndefined();
    expect(waitsFor({ actor: sara, organisation: comune })).toBeUndefined();
    expect(waitsFor({ actor: anna, onBehalfOf: maria }, delegation(maria, anna, { exercise: 'instead' }))).toBeUndefined();
    expect(waitsFor({ actor: anna, onBehalfOf: maria }, delegation(maria, anna), delegation(maria, anna, { exercise: 'instead' }))).toBeUndefined();
  });

  it('is the person for whom an operator writes it down', () => {
    expect(waitsFor({ actor: sara, organisation: comune, onBehalfOf: maria })).toEqual([maria]);
  });

  it('is the person with whom a delegate acts together; what the person gave binds them to nothing', () => {
    expect(waitsFor({ actor: anna, onBehalfOf: maria }, delegation(maria, anna))).toEqual([maria]);
    expect(waitsFor({ actor: maria }, delegation(maria, anna))).toBeUndefined();
  });

  it('is the legal representative where a decree gives the act to both, in these acts alone', () => {
    const decree = (terms = {}) => delegation(maria, anna, { basis: 'legal-representative', ...terms });
    expect(waitsFor({ actor: maria }, decree())).toEqual([anna]);
    expect(waitsFor({ actor: anna, onBehalfOf: maria }, decree())).toEqual([maria]);
    expect(waitsFor({ actor: maria }, decree({ acts: ['object'] }))).toBeUndefined();
    expect(waitsFor({ actor: maria }, decree(), decree({ delegate: piero }))).toEqual([anna, piero]);
  });

  it('is the other parent where parents act together, and never the child', () => {
    const parents = [lucia, marco].map((parent) => delegation(nino, parent, { basis: 'parental-responsibility' }));
    expect(waitsFor({ actor: lucia, onBehalfOf: nino }, ...parents)).toEqual([marco]);
    expect(waitsFor({ actor: lucia, onBehalfOf: nino }, ...parents.slice(0, 1))).toBeUndefined();
  });
});
