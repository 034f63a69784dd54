import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Came, type Edge, edgeAtWork } from './testing/edge.ts';

const SLOW_START_MS = 120_000; // Two shared cores, and everything is started.
const A_DAY_MS = 86_400_000;

describe('what a person does and sees by their own login', () => {
  let edge: Edge;
  let [person, plan, need] = ['', '', ''];
  beforeAll(async () => {
    edge = await edgeAtWork();
    const { does, running } = edge;
    const details = { area: 'valcurta', capacity: 'adult', name: { given: 'Maria', family: 'Bonetti' }, birthDate: '1946-03-02' };
    person = (await does('sara', 'POST /api/v1/persons', details)).id;
    const { secret } = (await edge.send(`POST /api/v1/persons/${person}/login-codes`, { as: 'sara', body: {} })).body;
    await does('maria', 'POST /api/v1/login-links', { code: secret });
    need = (
      await does('maria', `POST /api/v1/persons/${person}/needs`, { category: 'mobility', area: 'valcurta', desk: running.organisation, words: 'I fell.' })
    ).id;
    await does('sara', 'POST /api/v1/charges', { person, need });
    plan = (await does('sara', 'POST /api/v1/plans', { subjects: [person] })).id;
    await does('sara', `POST /api/v1/plans/${plan}/goals`, { whose: person, words: 'To the market again.' });
    const schedule = { dueAt: new Date(Date.now() + A_DAY_MS).toISOString(), every: 'P7D', tolerance: 'P1D' };
    const line = { holder: running.organisation, counterpart: person, schedule, words: 'Home care.' };
    await does('sara', `POST /api/v1/plans/${plan}/commitments`, line);
    const [{ commitment, events }] = (await edge.send(`GET /api/v1/plans/${plan}/excerpt`, { as: 'sara' })).body.lines;
    await does('sara', `POST /api/v1/plans/${plan}/commitments/${commitment}/acceptance`, { shown: events });
    await does('sara', `POST /api/v1/plans/${plan}/proposal`);
  }, SLOW_START_MS);
  afterAll(() => edge?.close());

  const reads = async (path: string): Promise<Came['body']> => {
    const came = await edge.send(`GET /api/v1${path}`, { as: 'maria' });
    expect({ path, status: came.status, problem: came.status === 200 ? '' : came.text }).toEqual({ path, status: 200, problem: '' });
    return came.body;
  };

  it('reads themself, their network, needs, charges, plans, obligations, consents and what waits for them', async () => {
    expect(await reads(`/persons/${person}`)).toMatchObject({ name: { given: 'Maria' }, hasLogin: true });
    expect(await reads(`/persons/${person}/network`)).toMatchObject({ delegates: [], supporters: [] });
    expect((await reads(`/persons/${person}/needs`)).items).toMatchObject([{ id: need, words: 'I fell.' }]);
    expect((await reads(`/persons/${person}/charges`)).items).toMatchObject([{ organisation: edge.running.organisation, status: 'in-charge' }]);
    expect((await reads('/plans')).items).toMatchObject([{ id: plan, waiting: [{ for: 'signature' }] }]);
    expect(await reads(`/plans/${plan}`)).toMatchObject({ status: 'proposed', goals: [{ words: 'To the market again.' }] });
    for (const path of [`/plans/${plan}/history`, `/plans/${plan}/choices`, `/plans/${plan}/commitments`, `/persons/${person}/history`]) await reads(path);
    for (const path of ['/commitments', '/obligations', '/referrals', '/awaited-acts', `/persons/${person}/consents`, '/support']) await reads(path);
  });

  it('objects to the plan, signs exactly the revision that they read, and withdraws a consent', async () => {
    const { does, running } = edge;
    await does('maria', `POST /api/v1/plans/${plan}/objections`, { words: 'Not on Sundays.' });
    const { proposedRevision } = await reads(`/plans/${plan}`);
    await does('maria', `POST /api/v1/plans/${plan}/signatures`, { revision: proposedRevision, as: 'person' });
    await does('sara', `POST /api/v1/plans/${plan}/signatures`, { revision: proposedRevision, as: 'case-manager' });
    expect(await reads(`/plans/${plan}`)).toMatchObject({ status: 'agreed', objections: [{ words: 'Not on Sundays.' }] });
    const until = new Date(Date.now() + 30 * A_DAY_MS).toISOString();
    const terms = { recipients: [running.organisation], purposes: ['care'], dataCategories: ['plan'], until };
    const { id } = await does('maria', `POST /api/v1/persons/${person}/consents`, terms);
    await does('maria', `POST /api/v1/consents/${id}/withdrawal`);
    expect(await reads(`/consents/${id}`)).toMatchObject({ status: 'withdrawn' });
  });

  it('sees who looked, for whom, when, why and on what basis, those who were refused among them', async () => {
    const { running } = edge;
    await edge.send(`GET /api/v1/persons/${person}`, { as: 'sara' });
    expect((await edge.send(`GET /api/v1/plans/${plan}`, { as: 'administrator' })).status).toBe(200);
    const { items } = await reads(`/persons/${person}/accesses`);
    const shownToSara = items.find(({ by, fields }: Came['body']) => by.organisation === running.organisation && fields?.includes('name'));
    expect(shownToSara).toMatchObject({ outcome: 'shown', purpose: 'care', basis: 'public-task', basedOn: expect.any(Array), at: expect.any(String) });
  });

  it('sees nothing of anybody else, and does nothing in their name', async () => {
    const other = { area: 'valcurta', capacity: 'adult', name: { given: 'Rosa', family: 'Quaglieri' }, birthDate: '1950-01-01' };
    const { id } = await edge.does('sara', 'POST /api/v1/persons', other);
    for (const part of ['', '/history', '/network', '/needs', '/charges', '/accesses', '/consents']) {
      expect([part, (await edge.send(`GET /api/v1/persons/${id}${part}`, { as: 'maria' })).status]).toEqual([part, 403]);
    }
    const inTheirName = { as: 'maria', body: { words: 'Not so.' }, headers: { 'patto-acting-for': id } };
    expect((await edge.send(`POST /api/v1/plans/${plan}/objections`, inTheirName)).body.type).toBe('/problems/acting-for-refused');
  });
});
