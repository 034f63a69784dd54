import { describe, expect, it } from '@jest/globals';
import type { Fact } from '@patto/contracts';
import { anna, asl, comune, corte, elena, fact, filo, gino, maria, named, passi, piero, sara } from '@patto/testing';
import { basisFor } from './basis-for.ts';
import { readingBasis } from './reading-basis.ts';

const pact = named('pact', 1);
const clause = { recipients: [asl, filo], purposes: ['care'], dataCategories: ['plan', 'referral'], basis: 'public-task' as const, act: 'Deliberation 9' };
const agreed = fact('pact', { pact, parties: [], decisionRules: [], stepInOrder: [], dataSharing: [clause] }, pact);
const takesPart = (organisation: string) => fact('participation', { pact, organisation, role: 'co-manager' }, pact);
const charged = (organisation: string) => fact('charge', { person: maria, organisation });
const asked = { recipient: filo, person: maria, purpose: 'care', categories: ['plan'] };
const all: readonly Fact[] = [agreed, takesPart(comune), takesPart(filo), charged(comune)];

/** What is in force among these facts. */
const among = (facts: readonly Fact[]): Parameters<typeof basisFor>[1] => ({
  find: (kind, ...ids) =>
    facts.filter(
      (one): one is Fact<typeof kind> => one.kind === kind && one.state === 'in-force' && ids.every((id) => Object.values(one.is).flat().includes(id)),
    ),
});
const basis = (change: Partial<Parameters<typeof basisFor>[0]> = {}, facts: readonly Fact[] = all) => basisFor({ ...asked, ...change }, among(facts));

describe('on which basis a party is told', () => {
  it('is a clause of a pact that covers it, for a person whom a party has in charge', () =>
    expect(basis()).toEqual({ basis: 'public-task', relied: [agreed, takesPart(filo), charged(comune), takesPart(comune)] }));

  it.each<[string, ReturnType<typeof basis>]>([
    ['a recipient outside the pact', basis({ recipient: passi })],
    ['a party that the clause does not name', basis({ recipient: corte }, [...all, takesPart(corte)])],
    ['another purpose', basis({ purpose: 'statistics' })],
    ['one category more than the clause has', basis({ categories: ['plan', 'health'] })],
    ['another person', basis({ person: named('person', 9) })],
    ['a recipient that is named and takes no part', basis({ recipient: asl })],
    ['a suspended recipient', basis({}, [agreed, takesPart(comune), { ...takesPart(filo), state: 'suspended' }, charged(comune)])],
    ['a person whom nobody has in charge', basis({}, [agreed, takesPart(comune), takesPart(filo)])],
    ['a person whom a body outside the pact has in charge', basis({}, [agreed, takesPart(filo), charged(asl)])],
    ['a pact that is over', basis({}, [{ ...agreed, state: 'ended' }, takesPart(comune), takesPart(filo), charged(comune)])],
  ])('is there not for %s', (_, answer) => expect(answer).toBeUndefined());
});

describe('a consent of the person', () => {
  const consent = fact('consent', { person: maria, recipients: [passi], purposes: ['care'], dataCategories: ['referral', 'plan'] });

  it('covers a recipient outside every pact', () => expect(basis({ recipient: passi }, [consent])).toEqual({ basis: 'consent', relied: [consent] }));

  it('is not asked for where a clause covers it already', () =>
    expect(basis({}, [...all, { ...consent, is: { ...consent.is, recipients: [filo] } }])?.basis).toBe('public-task'));

  it.each<[string, ReturnType<typeof basis>]>([
    ['a recipient that it does not name', basis({ recipient: corte }, [consent])],
    ['another purpose', basis({ recipient: passi, purpose: 'statistics' }, [consent])],
    ['content of another kind', basis({ recipient: passi, categories: ['plan', 'assessment'] }, [consent])],
    ['another person', basis({ recipient: passi, person: anna }, [consent])],
    ['anybody, once it was withdrawn', basis({ recipient: passi }, [{ ...consent, state: 'ended' }])],
  ])('does not cover %s', (_, answer) => expect(answer).toBeUndefined());
});

describe('an emergency', () => {
  const opened = fact('emergency', { person: maria, organisation: asl, actor: gino });
  const inEmergency = { recipient: asl, actor: gino, categories: ['identity', 'plan', 'assessment'] };

  it('covers whatever is needed for care, for the operator who opened it', () =>
    expect(basis(inEmergency, [opened])).toEqual({ basis: 'vital-interest', relied: [opened] }));

  it.each<[string, ReturnType<typeof basis>]>([
    ['a colleague', basis({ ...inEmergency, actor: sara }, [opened])],
    ['the organisation as such', basisFor({ ...asked, recipient: asl }, among([opened]))],
    ['another purpose', basis({ ...inEmergency, purpose: 'statistics' }, [opened])],
    ['another person', basis({ ...inEmergency, person: anna }, [opened])],
    ['anybody, once it is over', basis(inEmergency, [{ ...opened, state: 'ended' }])],
  ])('does not cover %s', (_, answer) => expect(answer).toBeUndefined());
});

describe('on what somebody is shown content of Maria', () => {
  const reads = (by: Parameters<typeof readingBasis>[0]['by'], facts: readonly Fact[], acts?: readonly string[]) =>
    readingBasis({ by, person: maria, purpose: 'care', categories: ['plan'], acts }, among(facts));
  const delegation = fact('delegation', { person: maria, delegate: anna, basis: 'delegation', acts: ['sign-plan'], exercise: 'instead' });

  it('is her own for herself, and for Anna within her scope', () => {
    expect(reads({ actor: maria }, [])).toEqual({ basis: 'own-data', relied: [] });
    expect(reads({ actor: anna, onBehalfOf: maria }, [delegation], ['sign-plan', 'object'])).toEqual({ basis: 'own-data', relied: [delegation] });
    expect(reads({ actor: anna, onBehalfOf: maria }, [delegation])).toEqual({ basis: 'own-data', relied: [delegation] });
  });

  it('is the charge for the body that took it, and the clause for a party', () => {
    expect(reads({ actor: sara, organisation: comune }, [charged(comune)])).toEqual({ basis: 'public-task', relied: [charged(comune)] });
    expect(reads({ actor: gino, organisation: filo }, all)?.relied).toContainEqual(agreed);
  });

  it.each<[string, ReturnType<typeof reads>]>([
    ['a delegate outside their scope', reads({ actor: anna, onBehalfOf: maria }, [delegation], ['shape-plan'])],
    ['a delegate whose delegation ended', reads({ actor: anna, onBehalfOf: maria }, [{ ...delegation, state: 'ended' }])],
    ['Anna when she acts for herself', reads({ actor: anna }, [delegation])],
    ['Anna on behalf of somebody else', reads({ actor: anna, onBehalfOf: piero }, [delegation])],
    ['a neighbour', reads({ actor: piero }, [])],
    [
      'an auditor of the body in charge',
      readingBasis({ by: { actor: sara, organisation: comune }, roles: ['auditor'], person: maria, purpose: 'care', categories: [] }, among([charged(comune)])),
    ],
    ['an operator of a company', reads({ actor: elena, organisation: passi }, all)],
    ['Maria’s own login when it acts for an organisation', reads({ actor: maria, organisation: passi }, [])],
  ])('is nothing for %s', (_, answer) => expect(answer).toBeUndefined());
});
