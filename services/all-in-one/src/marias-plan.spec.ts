import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DEVELOPMENT_ISSUER, openDevelopmentIssuer } from '@patto/access';
import { readSettings } from '@patto/service-kit';
import { DEVELOPMENT_ADMINISTRATOR } from './bootstrap.ts';
import { type Started, start } from './start.ts';

const SLOW_START_MS = 60_000; // Two shared cores, and all services are started.
const YEAR_MS = 365 * 86_400_000;

interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: the bodies of many routes, each looked into where it is expected.
  readonly body: any;
  readonly etag: string | null;
}

/** One caller over HTTP, who reads what everybody has written before. */
type Caller = (path: string, body?: object, headers?: Record<string, string>) => Promise<Answer>;

describe('Maria’s plan over HTTP', () => {
  const folder = mkdtempSync(join(tmpdir(), 'patto-story-'));
  const settings = readSettings({ PATTO_DATA: join(folder, 'data'), PATTO_KEYS: join(folder, 'keys'), PATTO_PORT: '0', PATTO_LOG_LEVEL: 'error' });
  let running: Started;
  let url = '';
  const ids: Record<string, string> = {};
  const fatal: Error[] = [];

  const as = async (login: string): Promise<Caller> => {
    const token = await openDevelopmentIssuer({ folder: settings.keys, audience: 'patto' }).issueToken({ login });
    return async (path, body, headers = {}) => {
      const authorization = { authorization: `Bearer ${token}`, 'patto-min-position': String(await running.world.log.head()) };
      const json = body && { method: 'POST', body: JSON.stringify(body), headers: { ...authorization, ...headers, 'content-type': 'application/json' } };
      const response = await fetch(`${url}/api/v1${path}`, json ?? { headers: { ...authorization, ...headers } });
      return { status: response.status, body: await response.json(), etag: response.headers.get('etag') };
    };
  };
  const made = async (answer: Promise<Answer>): Promise<string> => {
    const { status, body } = await answer;
    if (status >= 300) throw new Error(`Refused: ${JSON.stringify(body)}`);
    return body.id;
  };
  const refused = async (answer: Promise<Answer>, code: string): Promise<void> => {
    const { body } = await answer;
    expect(body.type).toMatch(new RegExp(`/problems/${code}$`));
  };
  const callers: Record<'administrator' | 'sara' | 'elena' | 'maria' | 'anna' | 'piero', Caller> = {} as never;

  beforeAll(async () => {
    running = await start(settings, { onFatal: (error) => fatal.push(error) });
    url = await running.listen();
    const administrator = await as(DEVELOPMENT_ADMINISTRATOR);
    Object.assign(callers, { administrator, sara: await as('sara'), elena: await as('elena') });
    Object.assign(callers, { maria: await as('maria'), anna: await as('anna'), piero: await as('piero') });
    const { organisation: comune } = running;
    const asl = await made(administrator('/organisations', { sector: 'public-body', name: 'ASL', identifiers: [] }));
    const brandi = await made(administrator('/organisations', { sector: 'company', name: 'Brandi Srl', identifiers: [] }));
    for (const [organisation, subject] of [
      [comune, 'sara'],
      [brandi, 'elena'],
      [asl, 'gino'],
    ] as const) {
      const login = { issuer: DEVELOPMENT_ISSUER, subject };
      await made(administrator(`/organisations/${organisation}/affiliations`, { name: subject, login, roles: ['operator', 'coordinator'] }));
    }
    await made(administrator(`/organisations/${comune}/competences`, { competence: 'reading-needs', evidence: 'Law 328/2000' }));
    const from = new Date().toISOString();
    const until = new Date(Date.now() + YEAR_MS).toISOString();
    const terms = { holder: comune, competences: ['reading-needs'], areas: ['valcurta'], categories: [], from, until, act: 'Law 328/2000', basis: 'law' };
    const mandate = await made(administrator('/mandates', terms));
    await made(administrator(`/mandates/${mandate}/acceptance`, {}));
    Object.assign(ids, { comune, asl, brandi });
  }, SLOW_START_MS);

  afterAll(async () => {
    await running?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('knows Maria, Anna and Piero, who act by their own logins', async () => {
    const { sara, maria } = callers;
    for (const given of ['maria', 'anna', 'piero']) {
      const person = { area: 'valcurta', capacity: 'adult', name: { given, family: 'Bonetti' }, birthDate: '1946-03-02' };
      const code = given === 'maria' ? { taxCode: 'BNTMRA46C42L219X' } : {};
      const id = await made(sara('/persons', { ...person, ...code }));
      const { secret } = (await sara(`/persons/${id}/login-codes`, {})).body;
      await made(callers[given as 'maria']('/login-links', { code: secret }));
      Object.assign(ids, { [given]: id });
    }
    expect((await maria(`/persons/${ids['maria']}`)).body).toMatchObject({ name: { given: 'maria' }, taxCode: 'BNTMRA46C42L219X', hasLogin: true });
    await refused(callers.anna(`/persons/${ids['maria']}`), 'not-a-recipient');
    await refused(callers.elena(`/persons/${ids['maria']}`), 'not-a-recipient');
    expect((await sara('/person-searches', { taxCode: 'bntmra46c42l219x' })).body.items).toMatchObject([{ id: ids['maria'], name: { given: 'maria' } }]);
    await refused(callers.elena('/person-searches', { name: 'bonetti' }), 'not-a-recipient');
  });

  it('takes charge of Maria, who sees by whom', async () => {
    const { sara, maria } = callers;
    const report = { category: 'mobility', area: 'valcurta', desk: ids['comune'], words: 'I do not get to the market any more.' };
    const need = await made(maria(`/persons/${ids['maria']}/needs`, report));
    expect((await sara('/needs?status=waiting')).body.items).toMatchObject([{ id: need, category: 'mobility' }]);
    expect((await sara(`/needs/${need}`)).body.words).toBe(report.words);
    const charge = await made(sara('/charges', { person: ids['maria'], need }));
    await running.idle();
    expect((await maria(`/needs/${need}`)).body).toMatchObject({ status: 'taken', charge });
    expect((await maria(`/persons/${ids['maria']}/charges`)).body.items).toMatchObject([
      { organisation: ids['comune'], status: 'in-charge', caseManager: expect.stringMatching(/^operator-/) },
    ]);
  });

  it('puts Anna and Piero beside her', async () => {
    const { maria, piero } = callers;
    const until = new Date(Date.now() + YEAR_MS).toISOString();
    const acts = ['shape-plan', 'sign-plan', 'confirm-fulfilment'];
    await made(maria(`/persons/${ids['maria']}/delegates`, { delegate: ids['anna'], basis: 'delegation', acts, exercise: 'instead', until }));
    await made(maria(`/persons/${ids['maria']}/supporters`, { supporter: ids['piero'] }));
    expect((await piero('/support')).body.items).toMatchObject([{ person: ids['maria'], status: 'invited' }]);
    await made(piero(`/persons/${ids['maria']}/support/acceptance`, { limits: 'On dry days.' }));
    expect((await maria(`/persons/${ids['maria']}/network`)).body).toMatchObject({
      delegates: [{ delegate: ids['anna'] }],
      supporters: [{ supporter: ids['piero'], days: [], limits: 'On dry days.' }],
    });
  });

  it('keeps what she refused, and says what cannot be had', async () => {
    const { sara, maria } = callers;
    const plan = await made(sara('/plans', { subjects: [ids['maria']] }));
    await made(maria(`/plans/${plan}/goals`, { whose: ids['maria'], words: 'To the Thursday market again.' }));
    const goal = (await maria(`/plans/${plan}`)).body.goals[0].goal;
    for (const category of ['day-centre', 'home-care']) await made(sara(`/plans/${plan}/options`, { goal, category, holder: ids['comune'] }));
    const [dayCentre, homeCare] = (await maria(`/plans/${plan}`)).body.options.map(({ option }: { option: string }) => option);
    await made(maria(`/plans/${plan}/options/${dayCentre}/refusal`, { reason: 'too-far' }));
    await made(maria(`/plans/${plan}/options/${homeCare}/choice`, {}));
    await made(sara(`/plans/${plan}/unavailable-options`, { category: 'transport', area: 'valcurta', reason: 'no-transport' }));
    expect((await maria(`/plans/${plan}/choices`)).body).toMatchObject({
      goals: [{ isChoiceOfOne: false, options: [{ status: 'refused' }, { status: 'chosen' }] }],
      gaps: [{ area: 'valcurta', wanted: 1, available: 0, gap: 1 }],
    });
    Object.assign(ids, { plan, goal });
  });

  it('is agreed once Maria’s exercises are paired, the holders have accepted their lines and both have signed', async () => {
    const { sara, maria, anna, piero } = callers;
    const { plan } = ids;
    const schedule = { dueAt: new Date(Date.now() + 86_400_000).toISOString(), every: 'P7D', tolerance: 'P1D' };
    const line = (holder: string | undefined, counterpart: string | undefined, words: string) => ({ goal: ids['goal'], holder, counterpart, schedule, words });
    await made(maria(`/plans/${plan}/commitments`, line(ids['maria'], ids['asl'], 'My exercises.')));
    await refused(sara(`/plans/${plan}/proposal`, {}), 'commitment-unpaired');
    const exercises = (await maria(`/plans/${plan}`)).body.commitments[0].commitment;
    await made(sara(`/plans/${plan}/commitments`, { ...line(ids['piero'], ids['maria'], 'Walks to the square.'), pairedWith: exercises }));
    await made(sara(`/plans/${plan}/commitments`, line(ids['anna'], ids['maria'], 'Sunday meals.')));
    await made(sara(`/plans/${plan}/proposal`, {}));

    const revision = (await maria(`/plans/${plan}`)).body.proposedRevision;
    for (const holder of [maria, anna, piero]) {
      const { lines } = (await holder(`/plans/${plan}/excerpt`)).body;
      expect(lines).toHaveLength(1);
      await made(holder(`/plans/${plan}/commitments/${lines[0].commitment}/acceptance`, { shown: lines[0].events }));
    }
    await refused(piero(`/plans/${plan}`), 'not-a-recipient');
    await refused(piero(`/plans/${(plan ?? '').replace(/.{12}$/, '000000000000')}`), 'not-a-recipient');
    await refused(callers.elena(`/plans/${plan}`), 'not-a-recipient');
    expect((await maria('/plans')).body.items[0].waiting).toContainEqual(expect.objectContaining({ for: 'signature', revision }));
    await made(maria(`/plans/${plan}/signatures`, { revision, as: 'person' }));
    await made(sara(`/plans/${plan}/signatures`, { revision, as: 'case-manager' }));
    expect((await maria(`/plans/${plan}`)).body).toMatchObject({ status: 'agreed', inForce: true });
    expect((await piero('/excerpts')).body.items).toMatchObject([{ id: plan, lines: [{ status: 'in-force', words: 'Walks to the square.' }] }]);
  });

  it('does not let Anna confirm her own meals for her mother', async () => {
    const { maria, anna } = callers;
    const { commitment } = (await anna('/excerpts')).body.items[0].lines[0];
    await made(anna(`/plans/${ids['plan']}/commitments/${commitment}/fulfilments`, {}));
    const { obligation } = (await anna('/excerpts')).body.items[0].lines[0].reported[0];
    const word = `/plans/${ids['plan']}/commitments/${commitment}/fulfilments/${obligation}/confirmation`;
    await refused(anna(word, {}, { 'patto-acting-for': ids['maria'] ?? '' }), 'own-obligation');
    expect((await maria('/plans')).body.items[0].waiting).toContainEqual(expect.objectContaining({ for: 'confirmation', commitment, obligation }));
    await made(maria(word, {}));
    expect((await maria(`/plans/${ids['plan']}/commitments?status=reported`)).body.items).toEqual([]);
  });

  it('hears that the need has been answered', async () => {
    const { sara, maria, administrator } = callers;
    await running.idle();
    const dossier = (await sara('/need-dossiers?area=valcurta')).body.items.find(({ category }: { category: string }) => category === 'transport');
    expect(dossier).toMatchObject({ unmet: 1 });
    const listing = `listing-${'0'.repeat(8)}-0000-8000-8000-${'0'.repeat(12)}`;
    await made(administrator(`/need-dossiers/${dossier.id}/answers`, { answer: listing, explanation: 'A call on demand drives to the market.' }));
    await running.idle();
    expect((await maria(`/plans/${ids['plan']}`)).body.answers).toMatchObject([{ category: 'transport', answer: listing }]);
    expect((await maria(`/plans/${ids['plan']}`)).body.status).toBe('agreed');
    expect((await sara('/capability-gaps')).body.items).toEqual([{ category: 'transport', area: 'valcurta', wanted: 1, available: 1, gap: 0 }]);
    expect((await sara('/commitments?side=network')).body.items).toHaveLength(2);
    expect(fatal).toEqual([]);
  });
});
