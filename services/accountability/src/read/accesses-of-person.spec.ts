import { describe, expect, it } from '@jest/globals';
import type { Asking } from '@patto/access';
import type { By, Fact } from '@patto/contracts';
import { fact, named } from '@patto/testing';
import { accessesOfPerson } from './accesses-of-person.ts';

const [maria, lucia, franco] = [named('person', 1), named('person', 2), named('person', 3)];
const [sara, comune] = [named('operator', 1), named('organisation', 1)];
const delegated = (basis: string) => fact('delegation', { person: maria, delegate: lucia, basis, acts: ['sign-plan'], exercise: 'instead' });

const asking = async (by: By, roles: readonly string[] = [], ...facts: Fact[]) => {
  const find = (kind: string, ...ids: string[]) => facts.filter((one) => one.kind === kind && ids.every((id) => Object.values<unknown>(one.is).includes(id)));
  const ask: object = { by, roles, facts: { find }, accesses: async (person: string) => ({ items: [], limit: 50, person }) };
  return accessesOfPerson.answer({ person: maria }, ask as Asking);
};
const refusal = { name: 'Rejection', code: 'not-a-recipient' };

describe('who read about Maria', () => {
  it('is told to Maria and to nobody else who is served', async () => {
    await expect(asking({ actor: maria })).resolves.toMatchObject({ person: maria });
    await expect(asking({ actor: franco })).rejects.toMatchObject(refusal);
  });

  it('is told to the one who represents her by law, and not to a delegate whom she chose for some acts', async () => {
    await expect(asking({ actor: lucia, onBehalfOf: maria }, [], delegated('legal-representative'))).resolves.toBeDefined();
    await expect(asking({ actor: lucia, onBehalfOf: maria }, [], delegated('delegation'))).rejects.toMatchObject(refusal);
  });

  it('is told to auditors, and not to other operators', async () => {
    await expect(asking({ actor: sara, organisation: comune }, ['auditor'])).resolves.toBeDefined();
    await expect(asking({ actor: sara, organisation: comune }, ['operator', 'administrator'])).rejects.toMatchObject(refusal);
  });
});
