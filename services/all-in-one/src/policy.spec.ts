import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { districtPolicy } from '@patto/access';
import type { PolicyRule } from '@patto/contracts/accountability';
import { bootstrap } from './bootstrap.ts';
import { type Edge, edgeAtWork } from './testing/edge.ts';

const SLOW_START_MS = 60_000; // Two shared cores, and all services are started.
const ORGANISATIONS = '/api/v1/organisations';
const FILO = { sector: 'third-sector', name: 'Filo', identifiers: [] };
const BRANDI = { sector: 'company', name: 'Brandi', identifiers: [] };
const LUCIA = { name: { given: 'Lucia', family: 'Verdi' }, birthDate: '1970-01-01', area: 'valcurta', capacity: 'adult' };

describe('the policy, over HTTP', () => {
  let edge: Edge;
  let policy: { readonly id: string; readonly revision: number; readonly rules: readonly PolicyRule[] };
  const inForce = async () => (await edge.send('GET /api/v1/policies', { as: 'sara' })).body.items[0];
  const publish = async (rules: readonly PolicyRule[], as = 'administrator') => {
    const headers = { 'If-Match': `"${(await inForce()).revision}"` };
    const came = await edge.send('POST /api/v1/policies', { as, body: { rules }, headers });
    await edge.running.idle();
    return came;
  };
  const names = async (query = '') =>
    (await edge.send(`GET ${ORGANISATIONS}?limit=100${query}`, { as: 'sara' })).body.items.map(({ name }: { name: string }) => name).toSorted();

  beforeAll(async () => {
    edge = await edgeAtWork();
    policy = await inForce();
    await edge.does('administrator', `POST ${ORGANISATIONS}`, FILO);
    await edge.does('administrator', `POST ${ORGANISATIONS}`, BRANDI);
  }, SLOW_START_MS);
  afterAll(() => edge?.close());

  it('is that of the district from the first start on, for everybody to read', async () => {
    expect(policy).toMatchObject({ revision: 1, rules: districtPolicy() });
    await bootstrap(edge.running, () => true);
    expect((await inForce()).revision).toBe(1);
  });

  it('is published on the version that was read, by administrators alone', async () => {
    const body = { rules: policy.rules };
    expect(await edge.send('POST /api/v1/policies', { as: 'administrator', body })).toMatchObject({ status: 428 });
    expect(await edge.send('POST /api/v1/policies', { as: 'administrator', body, headers: { 'If-Match': '"7"' } })).toMatchObject({ status: 412 });
    expect(await publish(policy.rules, 'sara')).toMatchObject({ status: 403, body: { type: '/problems/not-allowed' } });
    expect(await edge.send('POST /api/v1/policies', { as: 'stranger', body, headers: { 'If-Match': '"1"' } })).toMatchObject({ status: 403 });
  });

  it('is not taken where its rules have not the shape of rules, or say what no policy may say', async () => {
    const wrong = [
      { roles: [], action: ['PlanById'] },
      { roles: ['king'], action: ['PlanById'] },
      { roles: ['operator'], action: [] },
    ];
    const odd = [
      { roles: ['operator'], action: ['PlanById'], subject: 'plans', conditions: { status: { $where: '1' } } },
      { roles: ['operator'], action: ['PlanById'], may: true },
    ];
    for (const rule of [...wrong, ...odd])
      expect(await publish([...policy.rules, rule as never])).toMatchObject({ status: 422, body: { type: '/problems/invalid-body' } });
    const came = await publish([...policy.rules, { roles: ['operator'], action: ['PublishPolicy'] }]);
    expect(came).toMatchObject({ status: 422, body: { type: '/problems/policy-never-says-this', detail: 'Nobody but an administrator publishes a policy.' } });
    expect((await inForce()).revision).toBe(1);
  });

  it('holds from the moment that it is recorded, and is cited by what is recorded under it', async () => {
    const reason = 'This year only the region registers organisations.';
    expect((await publish([...policy.rules, { roles: ['administrator'], action: ['RegisterOrganisation'], inverted: true, reason }])).status).toBeLessThan(300);
    expect(await edge.send(`POST ${ORGANISATIONS}`, { as: 'administrator', body: FILO })).toMatchObject({ status: 403, body: { detail: reason } });
    await publish(policy.rules);
    const { id, revision } = await inForce();
    const made = await edge.does('administrator', `POST ${ORGANISATIONS}`, { ...FILO, name: 'Filo due' });
    const { body } = await edge.send(`GET ${ORGANISATIONS}/${made.id}/history`, { as: 'sara' });
    expect(body.items[0].basedOn).toContain(`${id}@${revision}`);
  });

  it('filters lists by the same conditions that judge one of them, alike for what is not there', async () => {
    const all = (await edge.send(`GET ${ORGANISATIONS}?limit=100`, { as: 'sara' })).body.items as readonly { id: string; sector: string; name: string }[];
    const about = { roles: ['operator', 'coordinator'], action: ['OrganisationList', 'OrganisationById'], subject: 'organisations' } as const;
    const cases: readonly [PolicyRule, (one: { sector: string; name: string }) => boolean][] = [
      [{ ...about, conditions: { sector: 'company' }, inverted: true, reason: 'Not companies.' }, ({ sector }) => sector !== 'company'],
      [
        { ...about, conditions: { sector: { $in: ['company', 'third-sector'] }, name: { $ne: 'Filo' } }, inverted: true, reason: 'x' },
        ({ sector, name }) => sector === 'public-body' || name === 'Filo',
      ],
      [{ ...about, conditions: { registrar: { $exists: true } }, inverted: true, reason: 'x' }, (one) => !('registrar' in one)],
    ];
    for (const [rule, isFor] of cases) {
      await publish([...policy.rules, rule]);
      expect(await names()).toEqual(
        all
          .filter(isFor)
          .map(({ name }) => name)
          .toSorted(),
      );
      expect(await names('&sector=company')).toEqual(all.filter((one) => one.sector === 'company' && isFor(one)).map(({ name }) => name));
      for (const one of all) expect((await edge.send(`GET ${ORGANISATIONS}/${one.id}`, { as: 'sara' })).status).toBe(isFor(one) ? 200 : 403);
      const nobody = await edge.send(`GET ${ORGANISATIONS}/organisation-0197a0a0-0000-7000-8000-000000000001`, { as: 'sara' });
      expect(nobody).toMatchObject({ status: 403, body: { type: '/problems/not-a-recipient' } });
    }
    await publish(policy.rules);
  });

  it('shows only the personal members that it names', async () => {
    const { id } = await edge.does('sara', 'POST /api/v1/persons', LUCIA);
    const shown = async () => (await edge.send(`GET /api/v1/persons/${id}`, { as: 'sara' })).body;
    expect(await shown()).toMatchObject({ name: LUCIA.name, birthDate: LUCIA.birthDate });
    await publish([...policy.rules, { roles: ['operator'], action: ['PersonById'], fields: ['birthDate'], inverted: true, reason: 'Nobody needs it here.' }]);
    expect(await shown()).toMatchObject({ name: LUCIA.name, birthDate: { withheld: true } });
    await publish(policy.rules);
    expect(await shown()).toMatchObject({ birthDate: LUCIA.birthDate });
  });

  it('is the district’s own from the first that it publishes: no start puts another in its place', async () => {
    const own = policy.rules.map((rule) => ({ ...rule, action: rule.action.filter((name) => name !== 'ChangeRoles') }));
    await publish(own);
    await bootstrap(edge.running, () => true);
    await edge.running.idle();
    expect((await inForce()).rules).toEqual(own);
    await publish(policy.rules);
  });
});
