import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { accountability } from '@patto/accountability';
import type { OrganisationId } from '@patto/contracts';
import { command } from '@patto/event-store/pure';
import { AffiliateOperator, partnerships, RegisterOrganisation } from '@patto/partnerships';
import { type Caller, type OverHttp, overHttp } from '@patto/service-kit/testing';
import { comanagement } from './index.ts';

const SLOW_START_MS = 30_000; // Two shared cores, and three services are started.
const ISSUER = 'urn:patto:development';
const IN_A_MONTH = new Date(Date.now() + 30 * 24 * 3_600_000).toISOString();

const TERMS = {
  ...{ title: 'Home care', category: 'home-care', area: 'valcurta' },
  ...{ locations: [], capacity: [{ unit: 'hours-a-week', amount: 20 }], schedule: [] },
};

describe('deciding over HTTP', () => {
  let over: OverHttp;
  const organisations: Record<string, OrganisationId> = {};
  const callers: Record<string, Caller> = {};
  let [pact, service] = ['', ''];

  const done = async (who: string, route: string, body: object) => {
    const answer = await callers[who]?.(`POST ${route}`, body);
    await over.running.idle();
    if (!answer || answer.status >= 400) throw new Error(`${route}: ${JSON.stringify(answer?.body)}`);
    return answer.body;
  };
  const refusal = async (who: string, route: string, body: object) => String((await callers[who]?.(`POST ${route}`, body))?.body.type).replace(/^.*[/:]/, '');
  const read = async (who: string, route: string) => (await callers[who]?.(`GET ${route}`))?.body;
  const opened = async (change: object) => (await done('ada', '/decisions', { pact, change, deadline: IN_A_MONTH })).id as string;
  const waiting = async (who: string, decision: string) => (await read(who, '/work-queue')).items.filter((one: { stream: string }) => one.stream === decision);
  const position = (who: string, decision: string, says: object) => done(who, `/decisions/${decision}/positions`, says);

  beforeAll(async () => {
    over = await overHttp([partnerships, comanagement, accountability]);
    const send = async (commandId: string, call: ReturnType<typeof command>) => (await over.running.send('partnerships', call, { commandId })).stream;
    const people = { ada: 'public-body', gino: 'public-body', franca: 'third-sector', carlo: 'third-sector', elena: 'company', nora: 'third-sector' } as const;
    for (const [login, sector] of Object.entries(people)) {
      const organisation = (await send(`organisation-${login}`, command(RegisterOrganisation, { sector, name: login, identifiers: [] }))) as OrganisationId;
      const roles = ['coordinator' as const, 'auditor' as const];
      await send(login, command(AffiliateOperator, { organisation, name: login, login: { issuer: ISSUER, subject: login }, roles }));
      organisations[login] = organisation;
      callers[login] = over.as(login);
    }
    const { ada: comune, gino: asl, franca: filo, carlo: corte, elena: brandi } = organisations;
    const roles = { lead: comune, 'co-manager': asl, guarantor: filo, 'people-served': corte, supporter: brandi };
    const { id } = await done('ada', '/pacts', {
      ...{ kind: 'convention', title: 'Home care in Valcurta', resources: [], dataSharing: [], stepInOrder: [corte] },
      signatories: Object.entries(roles).map(([role, organisation]) => ({ organisation, role })),
      decisionRules: [
        { type: 'establishment', rule: 'unanimity', silence: 'nothing' },
        { type: 'admission', rule: 'unanimity', silence: 'nothing' },
        { type: 'capacity', rule: 'consent', days: 10, silence: 'nothing', needsAct: true },
      ],
      ...{ from: '2026-01-01T00:00:00Z', until: '2199-01-01T00:00:00Z' },
    });
    pact = id;
    for (const login of ['ada', 'gino', 'franca', 'carlo', 'elena']) await done(login, `/pacts/${pact}/signatures`, {});
  }, SLOW_START_MS);
  afterAll(() => over?.close());

  it('establishes home care with the last yes, and the register knows who answers for it and who carries it out', async () => {
    const { ada: comune, franca: filo } = organisations;
    const terms = { ...TERMS, accountable: comune, performer: filo };
    expect(await refusal('ada', '/decisions', { pact, change: { type: 'establishment' }, deadline: IN_A_MONTH })).toBe('change-incomplete');
    expect(await refusal('ada', '/decisions', { pact, change: { type: 'conclusion', reason: 'Over' }, deadline: IN_A_MONTH })).toBe('no-rule-for-it');
    const decision = await opened({ type: 'establishment', terms });
    for (const who of ['ada', 'gino', 'franca', 'carlo']) {
      expect(await waiting(who, decision)).toMatchObject([{ kind: 'position', why: 'owed', until: IN_A_MONTH, under: pact }]);
    }
    expect(await waiting('elena', decision)).toEqual([]); // Who supports a pact decides nothing.
    for (const who of ['ada', 'gino', 'franca']) await position(who, decision, { position: 'agree' });
    expect(await waiting('gino', decision)).toEqual([]);
    expect(await read('elena', `/decisions/${decision}`)).toMatchObject({ status: 'open', awaited: [organisations.carlo] });
    expect(await refusal('elena', `/decisions/${decision}/positions`, { position: 'agree' })).toBe('not-a-deciding-party');
    expect((await read('ada', `/services?pact=${pact}`)).items).toEqual([]);
    await position('carlo', decision, { position: 'agree' });

    const [home] = (await read('elena', `/services?pact=${pact}&category=home-care`)).items;
    service = home.id;
    expect(home).toMatchObject({ status: 'running', decision, accountable: comune, performer: filo });
    expect(await read('ada', `/obligations/${home.obligation}`)).toMatchObject({ holder: comune, performer: filo });
    expect((await read('ada', `/services/${service}/capacity`)).items).toMatchObject([{ unit: 'hours-a-week', capacity: 20, taken: 0, free: 20, waiting: 0 }]);
  });

  it('raises the capacity without Filo, which rests, over an answered objection, and only with the act of the Comune', async () => {
    const open = await opened({ type: 'establishment', terms: { ...TERMS, accountable: organisations.ada, performer: organisations.ada } });
    await position('ada', open, { position: 'agree' });
    await position('gino', open, { position: 'agree' });
    expect(await waiting('franca', open)).toHaveLength(1);
    await done('franca', `/pacts/${pact}/participations/${organisations.franca}/suspension`, { reason: 'Accreditation' });
    expect(await waiting('franca', open)).toEqual([]);
    await position('carlo', open, { position: 'block', reason: 'One is enough.' });
    const capacity = [{ unit: 'hours-a-week', amount: 26 }];
    const decision = await opened({ type: 'capacity', service, capacity });
    expect(await refusal('franca', `/decisions/${decision}/positions`, { position: 'agree' })).toBe('participation-suspended');
    await position('ada', decision, { position: 'agree' });
    await position('carlo', decision, { position: 'agree' });
    expect(await refusal('gino', `/decisions/${decision}/positions`, { position: 'object' })).toBe('reason-needed');
    await position('gino', decision, { position: 'object', reason: 'Who pays?' });
    expect((await read('ada', `/decisions/${decision}`)).status).toBe('open');
    expect(await refusal('ada', `/decisions/${decision}/act`, { act: 'Determina 12/2027' })).toBe('no-act-awaited');

    await done('ada', `/decisions/${decision}/objections/${organisations.gino}/answer`, { answer: 'The Comune does.' });
    expect(await read('gino', `/decisions/${decision}`)).toMatchObject({
      ...{
        status: 'carried',
        dissent: [{ organisation: organisations.gino, answer: 'The Comune does.', state: expect.stringMatching(/^(recorded|sealed)$/) }],
      },
      count: { atDeadline: false, ruleRevision: expect.stringMatching(`^${pact}@`) },
    });
    expect((await read('ada', `/services/${service}`)).capacity).toMatchObject([{ amount: 20 }]);
    expect(await refusal('carlo', `/decisions/${decision}/act`, { act: 'Determina 12/2027' })).toBe('not-the-competent-body');
    expect(await waiting('ada', decision)).toMatchObject([{ kind: 'act', why: 'owed', under: pact }]);
    expect(await waiting('gino', decision)).toEqual([]);
    await done('ada', `/decisions/${decision}/act`, { act: 'Determina 12/2027' });
    expect(await waiting('ada', decision)).toEqual([]);
    expect(await read('ada', `/decisions/${decision}`)).toMatchObject({ status: 'in-effect', acts: ['Determina 12/2027'] });
    expect((await read('ada', `/services/${service}`)).capacity).toMatchObject([{ amount: 26 }]);
    expect(await refusal('carlo', `/decisions/${decision}/positions`, { position: 'block', reason: 'Late' })).toBe('decision-settled');
    expect((await read('ada', '/decision-rules')).items).toContainEqual(expect.objectContaining({ rule: 'consent', decisions: 1, share: 1 / 3, carried: 1 }));
  });

  it('asks who joins the pact what they want, of all that is open then', async () => {
    const open = await opened({ type: 'capacity', service, capacity: [{ unit: 'hours-a-week', amount: 30 }] });
    const admission = await opened({ type: 'admission', organisation: organisations.nora, role: 'co-manager' });
    for (const who of ['ada', 'gino', 'carlo']) await position(who, admission, { position: 'agree' });
    expect(await waiting('nora', open)).toEqual([]);
    await done('nora', `/pacts/${pact}/signatures`, {});
    expect(await waiting('nora', open)).toMatchObject([{ kind: 'position', why: 'owed' }]);
  });

  it('halts a service at once for its performer, and for nobody who only takes part', async () => {
    expect(await refusal('carlo', `/services/${service}/urgent-suspensions`, { reason: 'danger' })).toBe('not-the-performer');
    await done('franca', `/services/${service}/urgent-suspensions`, { reason: 'danger' });
    expect(await read('ada', `/services/${service}`)).toMatchObject({ status: 'suspended-urgently' });
  });
});
