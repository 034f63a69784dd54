import { DEVELOPMENT_ISSUER } from '@patto/access';
import type { Answer, Environment } from './patto-child.ts';

const A_YEAR_MS = 365 * 86_400_000;
const AREA = 'valcurta';
/** In no personal field, so that looking for it shows that the looking works. */
export const PUBLIC = 'Circolo Gabbianella';
const TAX_CODE = 'ZQXWKV46C42L219X';
const CORRECTED_TAX_CODE = 'KJQXZW46C42L219X';
const BIRTH_DATE = '1903-11-29';
/** Has the form of a one-time link and of a code. */
const LINK = 'ZYQXVKWQZYQXVKWQ';

/** Words that stand nowhere else, each planted in one personal field. */
export const planted = new Set([TAX_CODE, CORRECTED_TAX_CODE, BIRTH_DATE]);
const canary = (field: string): string => {
  const word = `Zyqx${field}Wvk`;
  planted.add(word);
  return word;
};

/** Sends what must be recorded; the id of what it is about. */
export type Does = (as: string, path: string, body?: object, headers?: Environment) => Promise<string>;
/** Asks what must be answered, after all that was recorded before. */
export type Reads = (as: string, route: string, body?: object) => Promise<Answer['body']>;
export type Fails = (as: string, route: string, body?: object | string, headers?: Environment) => Promise<unknown>;

/** Plants a word in every personal field that a command of the first story fills, but those of fulfilments. @returns the person whom most of it is about */
export const plant = async (does: Does, reads: Reads): Promise<string> => {
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
  const assessment = await does('sara', '/assessments', { person: rosa.id, invited: [organisation] });
  await does(rosa.login, `/assessments/${assessment}/voice`, { words: canary('Voice') });
  const observed = { level: 2, barriers: [canary('Barrier')], facilitators: [canary('Facilitator')], protectiveFactors: [], words: canary('Finding') };
  await does('sara', `/assessments/${assessment}/findings`, { domain: 'mobility', observed });
  const terms = { recipients: [organisation], purposes: ['care'], dataCategories: ['referral'], until: new Date(Date.now() + A_YEAR_MS).toISOString() };
  const consent = await does(rosa.login, `/persons/${rosa.id}/consents`, terms);
  await does(rosa.login, `/consents/${consent}/withdrawal`, { words: canary('LastWords') });
  const audit = await does('marta', '/audits', { basis: 'law', act: 'L. 328/2000', from: '2020-01-01T00:00:00Z', until: terms.until });
  await does('marta', `/audits/${audit}/annotations`, { event: crypto.randomUUID(), person: rosa.id, words: canary('Annotation') });
  for (const [act, body] of [
    ['confirmation', {}],
    ['refusal', { words: canary('CalledOff') }],
  ] as const) {
    const said = { category: 'meals', area: AREA, desk: organisation, words: canary(`Dictated${act}`) };
    await does('sara', `/persons/${rosa.id}/needs`, said, { 'patto-acting-for': rosa.id, 'patto-channel': 'dictated' });
    const [{ id }] = (await reads(rosa.login, 'GET /awaited-acts')).items;
    await reads(rosa.login, `GET /awaited-acts/${id}`);
    await does(rosa.login, `/awaited-acts/${id}/${act}`, body);
  }
  await replaces(`/charges/${charge}`, 'closure', { outcome: 'needs-met', note: canary('Note') });
  return rosa.id;
};

/** Plants words in requests that must fail: refused, malformed, unknown, without a valid token. */
export const fail = async (fails: Fails, somebody: string): Promise<void> => {
  const person = { area: AREA, capacity: 'adult', name: { given: canary('FailGiven'), family: canary('FailFamily') }, birthDate: BIRTH_DATE };
  await fails('elena', 'POST /persons', person);
  await fails('sara', 'POST /persons', { ...person, [canary('Member')]: canary('Value') });
  await fails('sara', 'POST /persons', { ...person, taxCode: canary('WrongTaxCode') });
  await fails('sara', 'POST /persons', { ...person, birthDate: '2999-01-01' });
  await fails('sara', 'POST /persons', `{"name":"${canary('Broken')}`);
  await fails('sara', 'POST /persons', person, { authorization: `Bearer ${canary('Token')}` });
  planted.add(LINK);
  await fails('sara', 'POST /persons', person, { authorization: `Bearer ${LINK}` });
  await fails('sara', 'POST /login-links', { code: LINK });
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
