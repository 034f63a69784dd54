import type { OrganisationId } from '@patto/contracts';
import { command } from '@patto/event-store/pure';
import { AffiliateOperator, partnerships, RegisterOrganisation } from '@patto/partnerships';
import type { Service } from '@patto/service-kit';
import { type Answered, type Caller, overHttp } from '@patto/service-kit/testing';
import { persons } from '../index.ts';

/** How long a test may take to start: two shared cores, and two services. */
export const SLOW_START_MS = 60_000;
const ISSUER = 'urn:patto:development';
const YEAR_MS = 365 * 86_400_000;
const DAY_MS = 86_400_000;
const NAMES = ['sara', 'dario', 'franca', 'maria', 'anna', 'piero', 'lucia', 'marco'] as const;
type Name = (typeof NAMES)[number];

/**
 * People at work over HTTP: Sara and Dario of the Comune, which has taken charge of Maria and of the child Nino; Franca of Filo; all persons by logins of their own.
 * @param service in the place of persons, for a test that breaks something of it
 * @param clock milliseconds of the Unix epoch, for a test in which time passes
 */
export const peopleAtWork = async (service: Service = persons, clock: () => number = Date.now) => {
  const over = await overHttp([partnerships, service], clock);
  const as: Record<Name, Caller> = {} as never;
  for (const name of NAMES) as[name] = over.as(name);
  const ids: Record<Name | 'comune' | 'filo' | 'nino', string> = {} as never;
  const until = new Date(Date.now() + YEAR_MS).toISOString();

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
  const send = async (id: string, call: ReturnType<typeof command>) => (await over.running.send('partnerships', call, { commandId: id })).stream;
  const organisation = async (name: string, sector: 'public-body' | 'third-sector', logins: readonly string[]) => {
    const id = (await send(name, command(RegisterOrganisation, { sector, name, identifiers: [] }))) as OrganisationId;
    const roles: ('operator' | 'coordinator')[] = ['operator', 'coordinator'];
    for (const login of logins)
      await send(login, command(AffiliateOperator, { organisation: id, name: login, login: { issuer: ISSUER, subject: login }, roles }));
    return id;
  };
  const register = async (given: string, capacity: 'adult' | 'minor' = 'adult') =>
    (await done(as.sara('POST /persons', { area: 'valcurta', capacity, name: { given, family: 'Bonetti' }, birthDate: '1976-03-02' }))).id;
  const takeCharge = async (person: string) => {
    const need = await done(as.sara(`POST /persons/${person}/needs`, { category: 'mobility', area: 'valcurta', desk: ids.comune }));
    await done(as.sara('POST /charges', { person, need: need.id }));
  };
  /** A plan that is proposed to its person: one goal, and one line that the Comune has accepted. */
  const proposed = async (person: string): Promise<{ of: string; revision: number }> => {
    const { id } = await done(as.sara('POST /plans', { subjects: [person] }));
    const of = `/plans/${id}`;
    await done(as.sara(`POST ${of}/goals`, { whose: person, words: 'To the market again.' }));
    const schedule = { dueAt: new Date(clock() + DAY_MS).toISOString(), every: 'P7D', tolerance: 'P1D' };
    await done(as.sara(`POST ${of}/commitments`, { holder: ids.comune, counterpart: person, schedule, words: 'Home care.' }));
    const [line] = (await as.sara(`GET ${of}/excerpt`)).body.lines;
    await done(as.sara(`POST ${of}/commitments/${line.commitment}/acceptance`, { shown: line.events }));
    await done(as.sara(`POST ${of}/proposal`, {}));
    return { of, revision: (await as.sara(`GET ${of}`)).body.proposedRevision };
  };
  const appoint = (by: Caller, person: string, delegate: string, terms: object) =>
    done(by(`POST /persons/${person}/delegates`, { delegate, basis: 'delegation', exercise: 'instead', until, ...terms }));

  /** The headers of an act for Maria, and of one that she dictated. */
  const forMaria = () => ({ 'patto-acting-for': ids.maria });
  const dictated = () => ({ ...forMaria(), 'patto-channel': 'dictated' });
  /** What happened to a thing, by the names of its events. */
  const names = async (of: string): Promise<readonly string[]> => (await as.sara(`GET ${of}/history`)).body.items.map(({ name }: { name: string }) => name);

  ids.comune = await organisation('Comune', 'public-body', ['sara', 'dario']);
  ids.filo = await organisation('Filo', 'third-sector', ['franca']);
  await done(as.sara(`POST /organisations/${ids.comune}/competences`, { competence: 'reading-needs', evidence: 'Law 328/2000' }));
  const from = new Date().toISOString();
  const terms = { holder: ids.comune, competences: ['reading-needs'], areas: ['valcurta'], categories: [], from, until, act: 'Law 328/2000', basis: 'law' };
  await done(as.sara(`POST /mandates/${(await done(as.sara('POST /mandates', terms))).id}/acceptance`, {}));
  for (const name of ['maria', 'anna', 'piero', 'lucia', 'marco'] as const) {
    ids[name] = await register(name);
    await done(as[name]('POST /login-links', { code: (await done(as.sara(`POST /persons/${ids[name]}/login-codes`, {}))).secret }));
  }
  ids.nino = await register('nino', 'minor');
  await takeCharge(ids.maria);
  await takeCharge(ids.nino);
  return { over, as, ids, until, done, refusal, register, takeCharge, proposed, appoint, forMaria, dictated, names };
};

export type PeopleAtWork = Awaited<ReturnType<typeof peopleAtWork>>;
