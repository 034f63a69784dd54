import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { accountability } from '@patto/accountability';
import { declarationOf, type OrganisationId } from '@patto/contracts';
import { ServiceEstablished } from '@patto/contracts/comanagement';
import { PactActivated, PactDrafted } from '@patto/contracts/partnerships';
import { cloudEvent } from '@patto/event-store';
import { command, type Decided, event } from '@patto/event-store/pure';
import { AffiliateOperator, partnerships, RegisterOrganisation } from '@patto/partnerships';
import { persons } from '@patto/persons';
import { type Answered, type Caller, type OverHttp, overHttp } from '@patto/service-kit/testing';
import { named, sara as anyOperator } from '@patto/testing';
import { comanagement } from './index.ts';

const SLOW_START_MS = 60_000; // Two shared cores, and four services are started.
const ISSUER = 'urn:patto:development';
const HOUR_MS = 3_600_000;
const [pact, service] = [named('pact', 1), named('service', 1)];

describe('a referral over HTTP', () => {
  let over: OverHttp;
  const callers: Record<'sara' | 'franca' | 'elena' | 'maria', Caller> = {} as never;
  const ids: Record<'comune' | 'filo' | 'maria' | 'plan' | 'commitment' | 'referral', string> = {} as never;
  let recorded = 0;
  const revisions = new Map<string, number>();

  const done = async (answer: Promise<Answered>): Promise<Answered['body']> => {
    const { status, body } = await answer;
    if (status >= 300) throw new Error(`Refused: ${JSON.stringify(body)}`);
    await over.running.idle();
    return body;
  };
  const refusal = async (answer: Promise<Answered>) => {
    const { status, body } = await answer;
    return `${status} ${String(body.type).slice('/problems/'.length)}`;
  };
  /** Records what the parties agreed, without the acts that lead to it. */
  const record = async (decided: Decided) => {
    const stream = declarationOf(decided.class).category === 'pact' ? pact : service;
    const before = revisions.get(stream) ?? 0;
    recorded += 1;
    const id = `00000000-0000-8000-8000-${String(recorded).padStart(12, '0')}`;
    const time = Date.now();
    const how = { by: { actor: anyOperator }, initiative: 'agency', channel: 'self', happenedAt: new Date(time).toISOString(), basedOn: [] } as const;
    const fact = cloudEvent(decided, { id, stream, revision: before + 1, time, command: id, digest: 'none', ...how }, []);
    await over.running.world.log.append(stream, before, [fact], { command: id });
    revisions.set(stream, before + 1);
    await over.running.idle();
  };
  const hoursAgo = (hours: number) => new Date(Date.now() - hours * HOUR_MS).toISOString();

  /** Maria's plan, in which home care is Filo's line, signed by all. */
  const agree = async () => {
    const { sara, maria, franca } = callers;
    ids.plan = (await done(sara('POST /plans', { subjects: [ids.maria] }))).id;
    await done(maria(`POST /plans/${ids.plan}/goals`, { whose: ids.maria, words: 'To the Thursday market again.' }));
    const { goal } = (await maria(`GET /plans/${ids.plan}`)).body.goals[0];
    await done(sara(`POST /plans/${ids.plan}/options`, { goal, category: 'home-care', service, holder: ids.filo, performer: ids.filo }));
    const { option } = (await maria(`GET /plans/${ids.plan}`)).body.options[0];
    await done(maria(`POST /plans/${ids.plan}/options/${option}/choice`, {}));
    const schedule = { dueAt: hoursAgo(-24), every: 'P7D', tolerance: 'P1D' };
    await done(sara(`POST /plans/${ids.plan}/commitments`, { goal, option, holder: ids.filo, counterpart: ids.maria, schedule, words: 'Home care.' }));
    const [line] = (await franca(`GET /plans/${ids.plan}/excerpt`)).body.lines;
    ids.commitment = line.commitment;
    await done(franca(`POST /plans/${ids.plan}/commitments/${ids.commitment}/acceptance`, { shown: line.events }));
    await done(sara(`POST /plans/${ids.plan}/proposal`, {}));
    const revision = (await maria(`GET /plans/${ids.plan}`)).body.proposedRevision;
    await done(maria(`POST /plans/${ids.plan}/signatures`, { revision, as: 'person' }));
    await done(sara(`POST /plans/${ids.plan}/signatures`, { revision, as: 'case-manager' }));
  };
  const line = async () => (await callers.maria(`GET /plans/${ids.plan}`)).body.commitments[0];

  beforeAll(async () => {
    over = await overHttp([partnerships, persons, comanagement, accountability]);
    for (const name of ['sara', 'franca', 'elena', 'maria'] as const) callers[name] = over.as(name);
    const { sara, maria } = callers;
    const send = async (id: string, call: ReturnType<typeof command>) => (await over.running.send('partnerships', call, { commandId: id })).stream;
    const joined = async (name: string, sector: 'public-body' | 'third-sector' | 'company', login: string) => {
      const id = (await send(name, command(RegisterOrganisation, { sector, name, identifiers: [] }))) as OrganisationId;
      const roles: ('operator' | 'coordinator')[] = ['operator', 'coordinator'];
      await send(login, command(AffiliateOperator, { organisation: id, name: login, login: { issuer: ISSUER, subject: login }, roles }));
      return id;
    };
    const [comune, filo] = [await joined('Comune', 'public-body', 'sara'), await joined('Filo', 'third-sector', 'franca')];
    Object.assign(ids, { comune, filo });
    await joined('Brandi', 'company', 'elena');
    await done(sara(`POST /organisations/${comune}/competences`, { competence: 'reading-needs', evidence: 'Law 328/2000' }));
    const [from, until] = [new Date().toISOString(), '2199-01-01T00:00:00Z'];
    const terms = { holder: comune, competences: ['reading-needs'], areas: ['valcurta'], categories: [], from, until, act: 'Law 328/2000', basis: 'law' };
    await done(sara(`POST /mandates/${(await done(sara('POST /mandates', terms))).id}/acceptance`, {}));
    const marias = { area: 'valcurta', capacity: 'adult', name: { given: 'Maria', family: 'Bonetti' }, birthDate: '1946-03-02' };
    ids.maria = (await done(sara('POST /persons', marias))).id;
    await done(sara(`POST /persons/${ids.maria}/logins`, { issuer: ISSUER, subject: 'maria' }));
    const need = await done(maria(`POST /persons/${ids.maria}/needs`, { category: 'mobility', area: 'valcurta', desk: comune, words: 'I fell.' }));
    await done(sara('POST /charges', { person: ids.maria, need: need.id }));
    const signatories = [comune, filo].map((organisation) => ({ organisation, role: 'co-manager' as const }));
    const dataSharing = [{ recipients: [filo], purposes: ['care'], dataCategories: ['plan'], basis: 'public-task' as const, act: 'Deliberation 9/2027' }];
    const agreed = { resources: [], decisionRules: [], stepInOrder: [], dataSharing, from: '2026-01-01T00:00:00Z', until };
    await record(event(PactDrafted, { kind: 'convention', title: 'Home care', signatories, ...agreed }));
    await record(event(PactActivated, { signatories }));
    const parts = { title: 'Home care', category: 'home-care', area: 'valcurta', locations: [], schedule: [], capacity: [{ unit: 'hours', amount: 20 }] };
    const runs = { ...parts, accountable: comune, performer: filo, pact, decision: named('decision', 1), obligation: named('obligation', 1) };
    await record(event(ServiceEstablished, runs));
    await agree();
  }, SLOW_START_MS);
  afterAll(() => over?.close());

  it('follows from the agreement, and waits for Filo, which accepted the line and so cannot reject it', async () => {
    const { items } = (await callers.franca('GET /referrals?as=recipient&state=requested')).body;
    expect(items).toMatchObject([
      { plan: ids.plan, commitment: ids.commitment, requester: ids.comune, accountable: ids.comune, lineAccepted: true, unit: 'hours' },
    ]);
    ids.referral = items[0].id;
    const no = { reason: 'no-capacity', rejectedBy: 'provider' };
    expect(await refusal(callers.franca(`POST /referrals/${ids.referral}/rejection`, no))).toBe('409 accepted-line-is-transferred');
    expect(await refusal(callers.elena(`POST /referrals/${ids.referral}/acceptance`, { steps: [] }))).toBe('403 not-a-recipient');
  });

  it('is accepted, which the plan hears, and starts with a place', async () => {
    const { franca } = callers;
    await done(franca(`POST /referrals/${ids.referral}/acknowledgement`, {}));
    await done(franca(`POST /referrals/${ids.referral}/acceptance`, { steps: ['contacted', 'enrolled'] }));
    expect((await line()).referral).toEqual({ referral: ids.referral, state: 'accepted' });
    await done(franca(`POST /referrals/${ids.referral}/start`, { happenedAt: hoursAgo(72) }));
    expect((await callers.maria(`GET /referrals/${ids.referral}`)).body.state).toBe('in-progress');
  });

  it('carries deliveries: done on one day, known on another, confirmed by Maria', async () => {
    const { franca, maria } = callers;
    const { obligation } = (await line()).awaited;
    const [delivery, happenedAt] = [
      { person: ids.maria, referral: ids.referral, service, attendance: 'attended', where: 'home', notes: 'Tired.' },
      hoursAgo(48),
    ];
    expect(await refusal(franca('POST /deliveries', { ...delivery, happenedAt: hoursAgo(-1) }))).toBe('422 happened-in-future');
    expect(await refusal(franca('POST /deliveries', { ...delivery, happenedAt: hoursAgo(73) }))).toBe('422 delivered-before-start');
    const { id } = await done(franca('POST /deliveries', { ...delivery, happenedAt }));

    expect((await line()).reported).toMatchObject([{ obligation }]);
    const steps = (await maria(`GET /obligations/${obligation}/steps`)).body.items;
    expect(steps.at(-1)).toMatchObject({ happenedAt });
    expect((await maria(`GET /deliveries/${id}`)).body).toMatchObject({ deliveredAt: happenedAt, notes: 'Tired.', performer: ids.filo });
    expect((await maria(`GET /referrals/${ids.referral}/deliveries`)).body.items).toMatchObject([{ id, deliveredAt: happenedAt }]);
    expect(await refusal(callers.elena(`GET /deliveries/${id}`))).toBe('403 not-a-recipient');

    await done(maria(`POST /deliveries/${id}/confirmation`, {}));
    expect((await line()).reported).toEqual([]);
  });

  it('closes with an outcome, which the plan hears', async () => {
    const { sara, franca } = callers;
    await done(franca(`POST /referrals/${ids.referral}/completion`, {}));
    expect(await refusal(sara(`POST /referrals/${ids.referral}/closure`, {}))).toBe('409 no-outcome-yet');
    await done(franca(`POST /referrals/${ids.referral}/outcome`, { outcome: 'achieved', note: 'She walks again.' }));
    await done(sara(`POST /referrals/${ids.referral}/closure`, {}));
    expect((await line()).referral).toEqual({ referral: ids.referral, state: 'ended', outcome: 'achieved' });
    expect((await callers.maria(`GET /referrals/${ids.referral}`)).body).toMatchObject({ closed: true, outcome: 'achieved', note: 'She walks again.' });
    const [measured] = (await sara('GET /referral-measures')).body.items;
    expect(measured).toMatchObject({ provider: ids.filo, requested: 1, closed: 1, closedLoopRate: 1 });
    expect((await callers.elena('GET /referral-measures')).body.items).toEqual([]);
  });

  it('is exported as FHIR to those who may read it, and to nobody else', async () => {
    const { headers, body } = await callers.sara(`GET /referrals/${ids.referral}/fhir`);
    expect(headers.get('content-type')).toContain('application/fhir+json');
    const bundle = typeof body === 'string' ? JSON.parse(body) : body;
    expect(bundle).toMatchObject({
      resourceType: 'Bundle',
      type: 'collection',
      entry: [{ resource: { status: 'completed' } }, { resource: { status: 'completed' } }],
    });
    expect(JSON.stringify(bundle)).not.toMatch(/Maria|walks/);
    const others = ['', '/fhir', '/deliveries', '/history'].map((of) => refusal(callers.elena(`GET /referrals/${ids.referral}${of}`)));
    expect(await Promise.all(others)).toEqual(others.map(() => '403 not-a-recipient'));
    expect((await callers.elena(`GET /referrals?person=${ids.maria}`)).body.items).toEqual([]);
    expect((await callers.maria('GET /referrals')).body.items).toHaveLength(1);
  });
});
