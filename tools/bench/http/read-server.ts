/**
 * A process that runs the product with one plan of a person whom its operator is in charge of: `read-server.ts <folder>`. It says when it listens, and
 * ends when its parent does.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DEVELOPMENT_ISSUER, openDevelopmentIssuer } from '@patto/access';
import { DEVELOPMENT_ADMINISTRATOR, start } from '@patto/all-in-one';
import { readSettings } from '@patto/service-kit';
import type { Readable } from './messages.ts';

const A_DAY_MS = 86_400_000;
const AREA = 'valcurta';
const OPERATOR = 'sara';
/** A plan of a usual length. */
const LINES = 8;

const [folder = ''] = process.argv.slice(2);
const data = join(folder, 'data');
mkdirSync(data, { recursive: true });
const settings = readSettings({ PATTO_DATA: data, PATTO_KEYS: join(folder, 'keys'), PATTO_PORT: '0' });
const running = await start(settings, {
  onFatal: (error) => {
    throw error;
  },
});
const url = await running.listen();
const { issueToken } = openDevelopmentIssuer({ folder: settings.keys, audience: settings.audience });

const sent = async (login: string, method: string, path: string, body?: object) => {
  const headers = { authorization: `Bearer ${await issueToken({ login })}`, ...(body && { 'content-type': 'application/json' }) };
  const response = await fetch(new URL(`/api/v1${path}`, url), { method, headers, ...(body && { body: JSON.stringify(body) }) });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path} was answered ${response.status}: ${text}`);
  await running.idle();
  return JSON.parse(text) as { readonly id: string; readonly goals?: readonly { readonly goal: string }[] };
};
const does = async (login: string, path: string, body: object = {}): Promise<string> => (await sent(login, 'POST', path, body)).id;

const { organisation } = running;
const until = new Date(Date.now() + A_DAY_MS).toISOString();
const [subject, roles] = [OPERATOR, ['operator', 'coordinator']];
await does(DEVELOPMENT_ADMINISTRATOR, `/organisations/${organisation}/affiliations`, { name: 'Sara', login: { issuer: DEVELOPMENT_ISSUER, subject }, roles });
await does(DEVELOPMENT_ADMINISTRATOR, `/organisations/${organisation}/competences`, { competence: 'reading-needs', evidence: 'Law 328/2000' });
const terms = { competences: ['reading-needs'], areas: [AREA], categories: [], from: new Date().toISOString(), until, act: 'Law 328/2000', basis: 'law' };
const mandate = await does(DEVELOPMENT_ADMINISTRATOR, '/mandates', { holder: organisation, ...terms });
await does(DEVELOPMENT_ADMINISTRATOR, `/mandates/${mandate}/acceptance`);
const person = await does(OPERATOR, '/persons', { name: { given: 'Maria', family: 'Costa' }, birthDate: '1945-04-12', area: AREA, capacity: 'adult' });
const need = await does(person, `/persons/${person}/needs`, { category: 'care-at-home', area: AREA, desk: organisation, words: 'The stairs.' });
await does(OPERATOR, '/charges', { person, need });
const plan = await does(OPERATOR, '/plans', { subjects: [person] });
await does(person, `/plans/${plan}/goals`, { whose: person, words: 'To stay at home.' });
const reads = `/api/v1/plans/${plan}`;
const goal = (await sent(OPERATOR, 'GET', `/plans/${plan}`)).goals?.[0]?.goal;
for (let line = 0; line < LINES; line += 1) {
  const schedule = { dueAt: until, tolerance: 'P1D' };
  await does(OPERATOR, `/plans/${plan}/commitments`, { goal, holder: organisation, counterpart: person, schedule, words: `A visit, the ${line}th.` });
}

const answer = await sent(OPERATOR, 'GET', `/plans/${plan}`);
process.send?.({ url, token: await issueToken({ login: OPERATOR }), reads, answer } satisfies Readable);
process.on('disconnect', () => running.close().finally(() => process.exit()));
