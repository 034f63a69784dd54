import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DEVELOPMENT_ISSUER } from '@patto/access';
import { type Answer, type Ask, asking, type Ended, type Environment, type PattoChild, settingsIn, startPatto } from './testing/patto-child.ts';

const TIMEOUT_MS = 120_000; // One start with its seed, some forty requests and a stop, on two shared cores.
const AREA = 'valcurta';
/** In no personal field, so that looking for it shows that the looking works. */
const PUBLIC = 'Circolo Gabbianella';
const TAX_CODE = 'ZQXWKV46C42L219X';
const CORRECTED_TAX_CODE = 'KJQXZW46C42L219X';
const BIRTH_DATE = '1903-11-29';

/** Words that stand nowhere else, each planted in one personal field. */
const planted = new Set([TAX_CODE, CORRECTED_TAX_CODE, BIRTH_DATE]);
const canary = (field: string): string => {
  const word = `Zyqx${field}Wvk`;
  planted.add(word);
  return word;
};

const filesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));

/** The forms in which a text could lie in a file: letter case apart, as it is, in UTF-16, and in both alphabets of Base64 where it begins a text. */
const formsOf = (text: string): readonly string[] => {
  const base64 = Buffer.from(text)
    .toString('base64')
    .slice(0, Math.floor(text.length / 3) * 4);
  return [text.toLowerCase(), text.toLowerCase().split('').join('\0'), base64.toLowerCase(), encodeURIComponent(text).toLowerCase()];
};
const holds = (content: string, text: string): boolean => formsOf(text).some((form) => content.includes(form));

describe('personal values that were planted over HTTP', () => {
  const folder = mkdtempSync(join(tmpdir(), 'patto-canaries-'));
  let child: PattoChild;
  let ended: Ended;
  const statuses: number[] = [];
  /** Where a text is found: files of the data and keys folders, and what the process said. */
  const foundIn = (text: string): readonly string[] => {
    const files = filesIn(folder).map((file) => [relative(folder, file), readFileSync(file, 'latin1')] as const);
    const places = [...files, ['standard output', ended.out], ['log', ended.err]] as const;
    return places.filter(([, content]) => holds(content.toLowerCase(), text)).map(([place]) => place);
  };

  beforeAll(async () => {
    child = startPatto(['up'], { ...settingsIn(folder), PATTO_LOG_LEVEL: 'debug' });
    const ask: Ask = asking(await child.ready, folder);
    let position = 0;
    const does: Does = async (as, path, body = {}, headers = {}) => {
      const { status, body: told } = await ask(as, `POST ${path}`, body, headers);
      if (status >= 300) throw new Error(`${as} at ${path}: ${status} ${JSON.stringify(told)}`);
      position = told.position;
      return told.id;
    };
    const reads: Reads = async (as, route, body) => {
      const { status, body: told } = await ask(as, route, body, { 'patto-min-position': String(position) });
      if (status !== 200) throw new Error(`${as} at ${route}: ${status} ${JSON.stringify(told)}`);
      return told;
    };
    const fails: Fails = async (as, route, body, headers) => statuses.push((await ask(as, route, body, headers)).status);
    await fail(fails, await plant(does, reads));
    ended = await child.stop('SIGTERM');
  }, TIMEOUT_MS);

  afterAll(async () => {
    await child?.stop('SIGKILL');
    rmSync(folder, { recursive: true });
  });

  it('are in no file and in no line of the log, at its most talkative', () => {
    expect(planted.size).toBeGreaterThan(40);
    const found = [...planted].map((text) => ({ text, in: foundIn(text) })).filter(({ in: places }) => places.length > 0);
    expect(found).toEqual([]);
  });

  it('would be found: a public value is, and so is the word in each of its forms', () => {
    expect(foundIn(PUBLIC).some((place) => place.startsWith('data/events.sqlite'))).toBe(true);
    expect(foundIn(PUBLIC).some((place) => place.startsWith('data/read-models.sqlite'))).toBe(true);
    for (const form of formsOf('Gabbianella')) expect(holds(`… ${form} …`, 'Gabbianella')).toBe(true);
    expect(ended).toMatchObject({ code: 0, err: expect.stringContaining('"status":403') });
  });

  it('were also in requests that failed, each in its own way', () => {
    expect(new Set(statuses)).toEqual(new Set([400, 401, 403, 404, 409, 422]));
  });
});

/** Sends what must be recorded; the id of what it is about. */
type Does = (as: string, path: string, body?: object, headers?: Environment) => Promise<string>;
/** Asks what must be answered, after all that was recorded before. */
type Reads = (as: string, route: string, body?: object) => Promise<Answer['body']>;
type Fails = (as: string, route: string, body?: object | string, headers?: Environment) => Promise<unknown>;

/** Plants a word in every personal field that a command of the first story fills, but those of fulfilments. @returns the person whom most of it is about */
const plant = async (does: Does, reads: Reads): Promise<string> => {
  const organisation = (await reads('sara', 'GET /organisations?sector=public-body')).items.find(({ name }: { name: string }) => name.startsWith('Comune')).id;
  await does('administrator', '/organisations', { sector: 'third-sector', name: PUBLIC, identifiers: [] });
  const operator = { name: canary('OperatorName'), login: { issuer: DEVELOPMENT_ISSUER, subject: canary('OperatorLogin') }, roles: ['operator'] };
  await does('administrator', `/organisations/${organisation}/affiliations`, operator);
  const register = async (role: string, more: object = {}) => {
    const name = { given: canary(`${role}Given`), family: canary(`${role}Family`) };
    const id = await does('sara', '/persons', { area: AREA, capacity: 'adult', name, birthDate: BIRTH_DATE, ...more });
    const login = canary(`${role}Login`);
    const { secret } = await reads('sara', `POST /persons/${id}/login-codes`, {});
    planted.add(secret);
    await does(login, '/login-links', { code: secret });
    return { id, login };
  };
  const contacts = ['telephone', 'email', 'address'].map((by) => ({ by, value: canary(`Contact${by}`) }));
  const rosa = await register('Rosa', { taxCode: TAX_CODE, contacts });
  const [neighbour, reluctant] = [await register('Neighbour'), await register('Reluctant')];
  await does('sara', `/persons/${rosa.id}/external-records`, { system: 'registry', record: canary('Record') });

  const need = await does(rosa.login, `/persons/${rosa.id}/needs`, { category: 'care-at-home', area: AREA, desk: organisation, words: canary('Need') });
  const charge = await does('sara', '/charges', { person: rosa.id, need });
  const corrected = { name: { given: canary('NewGiven'), family: canary('NewFamily') }, taxCode: CORRECTED_TAX_CODE };
  const correction = { reason: 'mistake', ...corrected, contacts: [{ by: 'email', value: canary('NewContact') }] };
  const replaces = async (what: string, act: string, body: object) =>
    does('sara', `${what}/${act}`, body, { 'if-match': `"${(await reads('sara', `GET ${what}`)).revision}"` });
  await replaces(`/persons/${rosa.id}`, 'corrections', correction);
  for (const { id } of [neighbour, reluctant]) await does(rosa.login, `/persons/${rosa.id}/supporters`, { supporter: id });
  await does(neighbour.login, `/persons/${rosa.id}/support/acceptance`, { days: ['monday'], limits: canary('Limits') });
  await does(reluctant.login, `/persons/${rosa.id}/support/refusal`, { reason: canary('Declined') });
  await does(neighbour.login, `/persons/${rosa.id}/support/withdrawal`, { reason: canary('SteppedBack') });

  const plan = await does('sara', '/plans', { subjects: [rosa.id] });
  await does(rosa.login, `/plans/${plan}/goals`, { whose: rosa.id, words: canary('Goal') });
  const { goal } = (await reads('sara', `GET /plans/${plan}`)).goals[0];
  const schedule = { dueAt: new Date(Date.now() + 86_400_000).toISOString(), tolerance: 'P1D' };
  await does('sara', `/plans/${plan}/commitments`, { goal, holder: organisation, counterpart: rosa.id, schedule, words: canary('Commitment') });
  await does(rosa.login, `/plans/${plan}/objections`, { words: canary('Objection') });
  for (const search of [{ taxCode: CORRECTED_TAX_CODE }, { name: corrected.name.family }]) await reads('sara', 'POST /person-searches', search);
  for (const read of [`/plans/${plan}`, `/persons/${rosa.id}`, `/needs/${need}`, `/persons/${rosa.id}/network`]) await reads(rosa.login, `GET ${read}`);
  await replaces(`/charges/${charge}`, 'closure', { outcome: 'needs-met', note: canary('Note') });
  return rosa.id;
};

/** Plants words in requests that must fail: refused, malformed, unknown, without a valid token. */
const fail = async (fails: Fails, somebody: string): Promise<void> => {
  const person = { area: AREA, capacity: 'adult', name: { given: canary('FailGiven'), family: canary('FailFamily') }, birthDate: BIRTH_DATE };
  await fails('elena', 'POST /persons', person);
  await fails('sara', 'POST /persons', { ...person, [canary('Member')]: canary('Value') });
  await fails('sara', 'POST /persons', { ...person, taxCode: canary('WrongTaxCode') });
  await fails('sara', 'POST /persons', { ...person, birthDate: '2999-01-01' });
  await fails('sara', 'POST /persons', `{"name":"${canary('Broken')}`);
  await fails('sara', 'POST /persons', person, { authorization: `Bearer ${canary('Token')}` });
  await fails('sara', 'POST /persons', person, { 'if-match': `"${canary('IfMatch')}"` });
  await fails('sara', 'GET /plans', undefined, { 'patto-acting-for': canary('ActingFor') });
  await fails('sara', 'GET /plans', undefined, { authorization: `Basic ${canary('Password')}` });
  const said = {
    'user-agent': canary('Agent'),
    referer: `https://${canary('Referer')}/`,
    cookie: `session=${canary('Cookie')}`,
    origin: `https://${canary('Origin')}`,
  };
  await fails('sara', `GET /persons/${somebody}-?name=${canary('Query')}`, undefined, { ...said, 'x-forwarded-for': canary('Forwarded') });
  await fails('sara', `GET /persons/${canary('Path')}`);
  await fails('sara', `GET /${canary('Route')}`);
  await fails('sara', `GET /plans?${canary('Parameter')}=${canary('ParameterValue')}`);
  await fails('sara', 'POST /person-searches', { name: canary('SearchName'), more: canary('SearchMore') });
  await fails(canary('StrangerLogin'), 'GET /plans');
  await fails('piero', `POST /persons/${somebody}/support/acceptance`, { days: [], limits: canary('NotInvited') });
};
