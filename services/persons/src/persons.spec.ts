import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { isId, type OrganisationId } from '@patto/contracts';
import { command } from '@patto/event-store/pure';
import { AffiliateOperator, partnerships, RegisterOrganisation } from '@patto/partnerships';
import { type Answered, type Caller, type OverHttp, overHttp } from '@patto/service-kit/testing';
import { named, nextWednesday } from '@patto/testing';
import { persons } from './index.ts';

const SLOW_START_MS = 30_000; // Two shared cores, and two services are started.
const ISSUER = 'urn:patto:development';
const YEAR_MS = 365 * 86_400_000;
/** All that a refusal says but the id of its own request. */
const alike = ({ status, body: { instance: _instance, traceId: _traceId, ...problem } }: Answered) => ({ status, problem });

describe('persons over HTTP', () => {
  let over: OverHttp;
  const callers: Record<'sara' | 'elena' | 'maria' | 'anna' | 'piero', Caller> = {} as never;
  const ids: Record<'comune' | 'maria' | 'anna' | 'piero' | 'need' | 'charge' | 'plan', string> = {} as never;

  const made = async (answer: Promise<Answered>): Promise<string> => {
    const { status, body } = await answer;
    if (status >= 300) throw new Error(`Refused: ${JSON.stringify(body)}`);
    await over.running.idle();
    return body.id;
  };
  const refusal = async (answer: Promise<Answered>): Promise<string> => {
    const { status, headers, body } = await answer;
    expect(headers.get('content-type')).toContain('application/problem+json');
    return `${status} ${body.type.slice('/problems/'.length)}`;
  };
  const registered = async (given: 'maria' | 'anna' | 'piero') => {
    const id = await made(callers.sara('POST /persons', { area: 'valcurta', capacity: 'adult', name: { given, family: 'Bonetti' }, birthDate: '1946-03-02' }));
    const { secret } = (await callers.sara(`POST /persons/${id}/login-codes`, {})).body;
    await made(callers[given]('POST /login-links', { code: secret }));
    ids[given] = id;
  };

  beforeAll(async () => {
    over = await overHttp([partnerships, persons]);
    for (const name of ['sara', 'elena', 'maria', 'anna', 'piero'] as const) callers[name] = over.as(name);
    const send = async (id: string, call: ReturnType<typeof command>) => (await over.running.send('partnerships', call, { commandId: id })).stream;
    const organisation = async (name: string, sector: 'public-body' | 'company', login: string) => {
      const id = (await send(name, command(RegisterOrganisation, { sector, name, identifiers: [] }))) as OrganisationId;
      const roles: ('operator' | 'coordinator')[] = ['operator', 'coordinator'];
      await send(login, command(AffiliateOperator, { organisation: id, name: login, login: { issuer: ISSUER, subject: login }, roles }));
      return id;
    };
    const comune = await organisation('Comune di Valcurta', 'public-body', 'sara');
    await organisation('Brandi S.p.A.', 'company', 'elena');
    ids.comune = comune;
    const { sara, maria } = callers;
    await made(sara(`POST /organisations/${comune}/competences`, { competence: 'reading-needs', evidence: 'Law 328/2000' }));
    const [from, until] = [new Date().toISOString(), new Date(Date.now() + YEAR_MS).toISOString()];
    const terms = { holder: comune, competences: ['reading-needs'], areas: ['valcurta'], categories: [], from, until, act: 'Law 328/2000', basis: 'law' };
    const mandate = await made(sara('POST /mandates', terms));
    await made(sara(`POST /mandates/${mandate}/acceptance`, {}));
    for (const given of ['maria', 'anna', 'piero'] as const) await registered(given);
    ids.need = await made(maria(`POST /persons/${ids.maria}/needs`, { category: 'mobility', area: 'valcurta', desk: comune, words: 'I fell.' }));
    ids.charge = await made(sara('POST /charges', { person: ids.maria, need: ids.need }));
    await made(maria(`POST /persons/${ids.maria}/supporters`, { supporter: ids.piero }));
    await made(callers.piero(`POST /persons/${ids.maria}/support/acceptance`, { days: ['wednesday'] }));
    const appointed = { delegate: ids.anna, basis: 'delegation', acts: ['report-need'], exercise: 'instead', until };
    await made(maria(`POST /persons/${ids.maria}/delegates`, appointed));
    ids.plan = await made(sara('POST /plans', { subjects: [ids.maria] }));
    await made(maria(`POST /plans/${ids.plan}/goals`, { whose: ids.maria, words: 'To the Thursday market again.' }));
    const schedule = { dueAt: new Date(Date.now() + 86_400_000).toISOString(), every: 'P7D', tolerance: 'P1D' };
    const line = (holder: string, words: string) => ({ holder, counterpart: ids.maria, schedule, words });
    await made(sara(`POST /plans/${ids.plan}/commitments`, line(comune, 'Home care.')));
    const wednesday = { ...schedule, dueAt: nextWednesday() };
    await made(sara(`POST /plans/${ids.plan}/commitments`, { ...line(ids.piero, 'Walks to the square.'), schedule: wednesday }));
  }, SLOW_START_MS);
  afterAll(() => over?.close());

  it('says where a person is that was registered, and keeps their name out of the log', async () => {
    const rosa = { area: 'valcurta', capacity: 'adult', name: { given: 'Rosa', family: 'Quaglieri' }, birthDate: '1950-01-01' };
    const { status, headers, body } = await callers.sara('POST /persons', rosa);
    expect([status, headers.get('location'), isId(body.id)]).toEqual([201, `/api/v1/persons/${body.id}`, true]);
    const recorded: string[] = [];
    for await (const one of over.running.world.log.read(body.id)) recorded.push(one.body);
    expect(recorded).toHaveLength(1);
    expect(recorded.join()).not.toMatch(/Rosa|Quaglieri|1950-01-01/);
    await over.running.idle();
    expect((await callers.sara(`GET /persons/${body.id}`)).body).toMatchObject({ name: rosa.name, birthDate: rosa.birthDate });
  });

  it('shows what is hers to Maria, and in histories what happened without her words', async () => {
    const { maria } = callers;
    expect((await maria(`GET /plans/${ids.plan}`)).body.goals).toMatchObject([
      { whose: ids.maria, words: 'To the Thursday market again.', isChoiceOfOne: false },
    ]);
    const history = await maria(`GET /plans/${ids.plan}/history`);
    expect(history.body.items.map(({ name }: { name: string }) => name)).toEqual(['PlanOpened', 'GoalSet', 'CommitmentMade', 'CommitmentMade']);
    expect(history.body.items[1]).toMatchObject({ by: { actor: ids.maria }, sealed: ['words'] });
    expect(JSON.stringify(history.body)).not.toContain('market');
  });

  it('refuses alike what is not for Elena, nor for Piero, and what is not there', async () => {
    const things = [
      ...['', '/history', '/network', '/needs', '/charges'].map((of) => [`/persons/{}${of}`, ids.maria, named('person', 9)] as const),
      ...['', '/history'].map((of) => [`/needs/{}${of}`, ids.need, named('need', 9)] as const),
      ...['', '/history'].map((of) => [`/charges/{}${of}`, ids.charge, named('charge', 9)] as const),
      ...['', '/history', '/choices', '/commitments'].map((of) => [`/plans/{}${of}`, ids.plan, named('plan', 9)] as const),
    ];
    for (const who of [callers.elena, callers.piero]) {
      for (const [route, there, nowhere] of things) {
        const [real, none] = [await who(`GET ${route.replace('{}', there)}`), await who(`GET ${route.replace('{}', nowhere)}`)];
        expect({ route, ...alike(real) }).toEqual({ route, ...alike(none) });
        // What a person said that they need is asked for by persons alone: an operator's role is refused before anything is looked at.
        const isByRole = who === callers.elena && route === '/persons/{}/needs';
        expect([route, real.status, real.body.type]).toEqual([route, 403, isByRole ? '/problems/not-allowed' : '/problems/not-a-recipient']);
      }
    }
    const excerpts = [await callers.anna(`GET /plans/${ids.plan}/excerpt`), await callers.anna(`GET /plans/${named('plan', 9)}/excerpt`)].map(alike);
    expect(excerpts[0]).toMatchObject({ status: 403, problem: { type: '/problems/not-a-recipient' } });
    expect(excerpts[0]).toEqual(excerpts[1]);
  });

  it('gives Piero his own line and nothing else of the plan, and takes his word only on what he was shown', async () => {
    const { piero } = callers;
    const { body } = await piero(`GET /plans/${ids.plan}/excerpt`);
    expect(body.lines).toMatchObject([{ holder: ids.piero, words: 'Walks to the square.', status: 'made' }]);
    expect(JSON.stringify(body)).not.toMatch(/Home care|market|goal/);
    const answer = `POST /plans/${ids.plan}/commitments/${body.lines[0].commitment}/acceptance`;
    expect(await refusal(piero(answer, { shown: [] }))).toBe('409 not-what-was-shown');
    expect(await refusal(callers.anna(answer, { shown: body.lines[0].events }))).toBe('403 not-a-recipient');
    await made(piero(answer, { shown: body.lines[0].events }));
    expect((await piero('GET /excerpts')).body.items).toMatchObject([{ id: ids.plan, lines: [{ status: 'accepted' }] }]);
  });

  it('keeps in force what leaves a reshaped plan until that one is agreed', async () => {
    const { sara, maria, piero } = callers;
    const of = `/plans/${ids.plan}`;
    const asMaria = async () => (await maria(`GET ${of}`)).body;
    const agree = async () => {
      await made(sara(`POST ${of}/proposal`, {}));
      const revision = (await asMaria()).proposedRevision;
      await made(maria(`POST ${of}/signatures`, { revision, as: 'person' }));
      await made(sara(`POST ${of}/signatures`, { revision, as: 'case-manager' }));
    };
    const statuses = async () => (await asMaria()).commitments.map(({ status }: { status: string }) => status);
    expect(await refusal(maria(`POST ${of}/reshaping`, { reason: 'needs-changed' }))).toBe('409 not-agreed');
    const [care, walks] = (await asMaria()).commitments;
    await made(sara(`POST ${of}/commitments/${care.commitment}/acceptance`, { shown: care.events }));
    await agree();
    expect(await statuses()).toEqual(['in-force', 'in-force']);

    await made(maria(`POST ${of}/reshaping`, { reason: 'wishes-changed', leaving: [walks.commitment], words: 'I walk alone again.' }));
    expect(await asMaria()).toMatchObject({ leaving: [walks.commitment], reshapings: [{ reason: 'wishes-changed', words: 'I walk alone again.' }] });
    expect(await refusal(piero(`POST ${of}/reshaping/withdrawal`, {}))).toBe('403 not-a-recipient');
    expect(await statuses()).toEqual(['in-force', 'in-force']);
    await agree();
    expect(await statuses()).toEqual(['in-force', 'ended']);
    expect((await asMaria()).leaving).toBeUndefined();
    expect(await refusal(maria(`POST ${of}/reshaping/withdrawal`, {}))).toBe('409 not-being-reshaped');
  });

  it('holds Anna to what her mother let her do', async () => {
    const { anna } = callers;
    const forMaria = { 'patto-acting-for': ids.maria };
    expect(await refusal(anna(`GET /plans/${ids.plan}`, undefined, forMaria))).toBe('403 not-a-recipient');
    expect(await refusal(anna(`POST /plans/${ids.plan}/objections`, { words: 'Not so.' }, forMaria))).toBe('403 outside-delegation');
    expect(await refusal(anna(`GET /persons/${ids.piero}`, undefined, { 'patto-acting-for': ids.piero }))).toBe('403 acting-for-refused');
    await made(anna(`POST /persons/${ids.maria}/needs`, { category: 'meals', area: 'valcurta', desk: ids.comune }, forMaria));
    expect((await callers.maria(`GET /persons/${ids.maria}/needs`)).body.items).toMatchObject([{ category: 'meals' }, { category: 'mobility' }]);
  });

  it('corrects details only on the revision that was read, and says which member is wrong', async () => {
    const correct = (body: object, headers?: Record<string, string>) => callers.sara(`POST /persons/${ids.piero}/corrections`, body, headers);
    const { headers } = await callers.sara(`GET /persons/${ids.piero}`);
    const revision = { 'if-match': headers.get('etag') ?? '' };
    const reason = 'mistake';
    expect(await refusal(correct({ reason, birthDate: '1950-05-05' }))).toBe('428 if-match-needed');
    const future = await correct({ reason, birthDate: '2999-01-01' }, revision);
    expect(future.body).toMatchObject({ status: 422, type: '/problems/born-in-future', errors: [{ pointer: '/birthDate' }] });
    await made(correct({ reason, birthDate: '1950-05-05' }, revision));
    expect(await refusal(correct({ reason, birthDate: '1951-05-05' }, revision))).toBe('412 revision-moved');
    expect((await callers.sara(`GET /persons/${ids.piero}`)).body.birthDate).toBe('1950-05-05');
  });

  it('finds people by words of their name, and only for those who read needs there', async () => {
    const { sara, elena, maria } = callers;
    const found = (await sara('POST /person-searches', { name: 'bonetti' })).body.items;
    expect(found.map(({ id }: { id: string }) => id).toSorted()).toEqual([ids.maria, ids.anna, ids.piero].toSorted());
    for (const name of ['bonetti', 'nobody']) expect(await refusal(elena('POST /person-searches', { name }))).toBe('403 not-a-recipient');
    expect(await refusal(maria('POST /person-searches', { name: 'bonetti' }))).toBe('403 not-allowed');
  });
});
