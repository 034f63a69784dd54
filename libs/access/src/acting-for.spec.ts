import { describe, expect, it } from '@jest/globals';
import type { Fact } from '@patto/contracts';
import type { FactsInForce } from '@patto/event-store/pure';
import { fact, named } from '@patto/testing';
import { actingFor } from './acting-for.ts';
import type { Caller } from './caller.ts';

const [comune, acli] = [named('organisation', 1), named('organisation', 2)];
const [sara, piero] = [named('operator', 1), named('operator', 2)];
const [maria, lucia, franco] = [named('person', 1), named('person', 2), named('person', 3)];

const affiliated = (actor: string, organisation: string, ...roles: string[]) => fact('affiliation', { actor, organisation, roles }, named('affiliation', 1));
const registered = (person: string) => fact('person', { person, area: 'north', capacity: 'adult' }, person);
const delegated = (person: string, delegate: string) =>
  fact('delegation', { person, delegate, basis: 'delegation', acts: ['sign-plan'], exercise: 'instead' }, named('network', 1));
const organisations = [
  fact('organisation', { organisation: comune, sector: 'public-body' }, comune),
  fact('organisation', { organisation: acli, sector: 'third-sector' }, acli),
];

/** All facts of a kind whose members name these ids; the fold and its periods have tests of their own. */
const inForce = (...facts: Fact[]): FactsInForce => ({
  find: (kind, ...ids) =>
    [...organisations, ...facts].filter((one): one is Fact<typeof kind> => one.kind === kind && ids.every((id) => Object.values(one.is).flat().includes(id))),
});
const acting = (caller: Caller, header: string | undefined, ...facts: Fact[]) => actingFor(caller, header, inForce(...facts));
const refusal = (code: string) => expect.objectContaining({ name: 'Rejection', code });

describe('an operator', () => {
  it('acts for the one organisation that affiliates them, in its roles, relying on the affiliation', () => {
    const affiliation = affiliated(sara, comune, 'operator', 'coordinator');
    expect(acting({ operator: sara }, undefined, affiliation)).toEqual({
      by: { actor: sara, organisation: comune },
      initiative: 'agency',
      roles: ['operator', 'coordinator'],
      kinds: ['operator', 'coordinator'],
      relied: [affiliation],
    });
  });

  it('of an organisation that is no public body acts by the initiative of the community', () => {
    expect(acting({ operator: piero }, acli, affiliated(piero, acli, 'operator')).initiative).toBe('community');
  });

  it('of several organisations has to say for which, and has the roles of that one only', () => {
    const both = [affiliated(sara, comune, 'administrator'), affiliated(sara, acli, 'operator')];
    expect(() => acting({ operator: sara }, undefined, ...both)).toThrow(refusal('acting-for-needed'));
    expect(acting({ operator: sara }, acli, ...both)).toMatchObject({ by: { organisation: acli }, kinds: ['operator'], relied: [both[1]] });
  });

  it('is refused, and never taken for their own organisation, when they name one that does not affiliate them', () => {
    for (const header of [acli, maria, sara, 'nonsense', '']) {
      expect(() => acting({ operator: sara }, header, affiliated(sara, comune, 'operator'), registered(maria))).toThrow(refusal('acting-for-refused'));
    }
  });

  it('who is no longer affiliated is unknown', () => {
    expect(() => acting({ operator: sara }, undefined)).toThrow(refusal('unknown-actor'));
    expect(() => acting({ operator: sara }, comune)).toThrow(refusal('unknown-actor'));
  });

  it('cannot be made a service, a person or a delegate by a role that is called so', () => {
    expect(acting({ operator: sara }, undefined, affiliated(sara, comune, 'system', 'person', 'delegate', 'auditor')).kinds).toEqual(['auditor']);
  });
});

describe('a person', () => {
  it('acts for themself, with or without saying so', () => {
    const themself = { by: { actor: maria }, initiative: 'person', roles: [], kinds: ['person'], relied: [] };
    expect(acting({ person: maria }, undefined, registered(maria))).toEqual(themself);
    expect(acting({ person: maria }, maria, registered(maria))).toEqual(themself);
  });

  it('acts as the delegate of another whom they name, relying on the delegation', () => {
    const delegation = delegated(maria, lucia);
    expect(acting({ person: lucia }, maria, registered(lucia), registered(maria), delegation)).toEqual({
      by: { actor: lucia, onBehalfOf: maria },
      initiative: 'delegate',
      roles: [],
      kinds: ['delegate'],
      relied: [delegation],
    });
  });

  it('is not the delegate of one who is their own delegate, nor of anybody else', () => {
    const facts = [registered(lucia), registered(maria), delegated(maria, lucia)];
    expect(() => acting({ person: maria }, lucia, ...facts)).toThrow(refusal('acting-for-refused'));
    expect(() => acting({ person: lucia }, franco, ...facts)).toThrow(refusal('acting-for-refused'));
    expect(() => acting({ person: maria }, comune, ...facts)).toThrow(refusal('acting-for-refused'));
  });

  it('who is not registered is unknown', () => {
    expect(() => acting({ person: franco }, undefined)).toThrow(refusal('unknown-actor'));
    expect(() => acting({ person: franco }, maria, delegated(maria, franco))).toThrow(refusal('unknown-actor'));
    const alsoOperator = [affiliated(sara, comune, 'operator'), delegated(maria, franco)];
    expect(() => acting({ operator: sara, person: franco }, maria, ...alsoOperator)).toThrow(refusal('acting-for-refused'));
  });

  it('who also works for an organisation under the same login has to say which they are', () => {
    const facts = [registered(maria), affiliated(sara, comune, 'operator')];
    expect(() => acting({ operator: sara, person: maria }, undefined, ...facts)).toThrow(refusal('acting-for-needed'));
    expect(acting({ operator: sara, person: maria }, maria, ...facts).by).toEqual({ actor: maria });
    expect(acting({ operator: sara, person: maria }, comune, ...facts).by).toEqual({ actor: sara, organisation: comune });
  });
});

describe('a parent', () => {
  const parental = (person: string) =>
    fact('delegation', { person, delegate: lucia, basis: 'parental-responsibility', acts: ['sign-plan'], exercise: 'instead' }, named('network', 1));

  it('acts for a minor, and for nobody who is of age', () => {
    const minor = fact('person', { person: maria, area: 'north', capacity: 'minor' }, maria);
    expect(acting({ person: lucia }, maria, registered(lucia), minor, parental(maria)).by).toEqual({ actor: lucia, onBehalfOf: maria });
    expect(() => acting({ person: lucia }, maria, registered(lucia), registered(maria), parental(maria))).toThrow(refusal('acting-for-refused'));
  });
});

describe('an operator who writes down what a person says', () => {
  const inCharge = fact('charge', { person: maria, organisation: comune });
  const writing = (header: string | undefined, ...facts: Fact[]) => actingFor({ operator: sara }, header, inForce(...facts), true);
  const desk = [affiliated(sara, comune, 'operator'), registered(maria)];

  it('acts on behalf of that person, whose idea it is, relying on the affiliation and the charge', () => {
    expect(writing(maria, ...desk, inCharge)).toMatchObject({
      by: { actor: sara, organisation: comune, onBehalfOf: maria },
      initiative: 'person',
      kinds: ['delegate'],
      relied: [{ kind: 'affiliation' }, inCharge],
    });
  });

  it('is refused without a charge, without saying for whom, and to whoever is no operator', () => {
    expect(() => writing(maria, ...desk)).toThrow(refusal('acting-for-refused'));
    expect(() => writing(undefined, ...desk, inCharge)).toThrow(refusal('acting-for-needed'));
    expect(() => writing(lucia, ...desk, inCharge)).toThrow(refusal('acting-for-refused'));
    expect(() => actingFor({ person: maria }, maria, inForce(registered(maria), inCharge), true)).toThrow(refusal('acting-for-refused'));
  });
});

describe('whoever holds a one-time secret', () => {
  const [link, code] = [named('link', 1), named('code', 1)];
  const given = fact('link', { link, referral: named('referral', 1), organisation: acli }, named('referral', 1));

  it('acts by a link for the organisation to which it was given, and not once it has ended', () => {
    const by = { actor: link, organisation: acli };
    expect(acting({ link }, undefined, given)).toEqual({ by, initiative: 'community', roles: [], kinds: ['link'], relied: [given] });
    expect(() => acting({ link }, comune, given)).toThrow(refusal('acting-for-refused'));
    expect(() => acting({ link }, undefined)).toThrow(refusal('code-not-valid'));
  });

  it('is by a code the person for whom it was issued, with the login that came with it', () => {
    const login = { issuer: 'urn:example', subject: 'somebody' };
    const issued = fact('code', { code, person: maria }, maria);
    expect(acting({ presents: { login, code } }, undefined, issued)).toMatchObject({ by: { actor: maria }, kinds: ['newcomer'], relied: [issued], login });
    expect(() => acting({ presents: { login, code } }, undefined)).toThrow(refusal('code-not-valid'));
  });
});
