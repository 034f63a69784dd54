import { describe, expect, it } from '@jest/globals';
import type { Fact } from '@patto/contracts';
import { asl, comune, corte, fact, filo, maria, named, passi } from '@patto/testing';
import { basisFor } from './basis-for.ts';

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
      (one): one is Fact<typeof kind> => one.kind === kind && one.state === 'in-force' && ids.every((id) => (Object.values(one.is) as unknown[]).includes(id)),
    ),
});
const basis = (change: Partial<typeof asked> = {}, facts: readonly Fact[] = all) => basisFor({ ...asked, ...change }, among(facts));

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
