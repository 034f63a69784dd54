import { accountability } from '@patto/accountability';
import { declarationOf, type OrganisationId } from '@patto/contracts';
import { ServiceEstablished } from '@patto/contracts/comanagement';
import { PactActivated, PactDrafted } from '@patto/contracts/partnerships';
import { cloudEvent } from '@patto/event-store';
import { command, type Decided, event } from '@patto/event-store/pure';
import { AffiliateOperator, partnerships, RegisterOrganisation } from '@patto/partnerships';
import { persons } from '@patto/persons';
import { type Answered, type Caller, overHttp } from '@patto/service-kit/testing';
import { named, sara as anyOperator } from '@patto/testing';
import { comanagement } from '../index.ts';

const ISSUER = 'urn:patto:development';
const HOUR_MS = 3_600_000;
const NAMES = ['sara', 'franca', 'carlo', 'elena', 'maria'] as const;
const [pact, service] = [named('pact', 1), named('service', 1)];

/** How long a test may take to start: two shared cores, and four services. */
export const SLOW_START_MS = 60_000;
/** The service that Filo performs, 20 hours of it. */
export const homeCare = service;

/**
 * All services at work: a pact in which Filo performs home care for the Comune, and Maria's agreed plan that has it as a line.
 * @param clock milliseconds of the Unix epoch, for a test in which time passes
 */
export const careAtWork = async (clock: () => number = Date.now) => {
  const over = await overHttp([partnerships, persons, comanagement, accountability], clock);
  const callers: Record<(typeof NAMES)[number], Caller> = {} as never;
  const ids: Record<'comune' | 'filo' | 'corte' | 'maria' | 'plan' | 'commitment' | 'referral', string> = {} as never;
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

  for (const name of NAMES) callers[name] = over.as(name);
  const { sara, maria } = callers;
  const send = async (id: string, call: ReturnType<typeof command>) => (await over.running.send('partnerships', call, { commandId: id })).stream;
  const joined = async (name: string, sector: 'public-body' | 'third-sector' | 'company', login: string) => {
    const id = (await send(name, command(RegisterOrganisation, { sector, name, identifiers: [] }))) as OrganisationId;
    const roles: ('operator' | 'coordinator')[] = ['operator', 'coordinator'];
    await send(login, command(AffiliateOperator, { organisation: id, name: login, login: { issuer: ISSUER, subject: login }, roles }));
    return id;
  };
  const comune = await joined('Comune', 'public-body', 'sara');
  const [filo, corte] = [await joined('Filo', 'third-sector', 'franca'), await joined('Corte', 'third-sector', 'carlo')];
  Object.assign(ids, { comune, filo, corte });
  await joined('Brandi', 'company', 'elena');
  await done(sara(`POST /organisations/${comune}/competences`, { competence: 'reading-needs', evidence: 'Law 328/2000' }));
  const [from, until] = [new Date().toISOString(), '2199-01-01T00:00:00Z'];
  const terms = { holder: comune, competences: ['reading-needs'], areas: ['valcurta'], categories: [], from, until, act: 'Law 328/2000', basis: 'law' };
  await done(sara(`POST /mandates/${(await done(sara('POST /mandates', terms))).id}/acceptance`, {}));
  const marias = { area: 'valcurta', capacity: 'adult', name: { given: 'Maria', family: 'Bonetti' }, birthDate: '1946-03-02' };
  ids.maria = (await done(sara('POST /persons', marias))).id;
  await done(maria('POST /login-links', { code: (await done(sara(`POST /persons/${ids.maria}/login-codes`, {}))).secret }));
  const need = await done(maria(`POST /persons/${ids.maria}/needs`, { category: 'mobility', area: 'valcurta', desk: comune, words: 'I fell.' }));
  await done(sara('POST /charges', { person: ids.maria, need: need.id }));
  const signatories = [comune, filo, corte].map((organisation) => ({ organisation, role: 'co-manager' as const }));
  const dataSharing = [
    { recipients: [filo, corte], purposes: ['care'], dataCategories: ['referral'], basis: 'public-task' as const, act: 'Deliberation 9/2027' },
  ];
  const agreed = { resources: [], decisionRules: [], stepInOrder: [], dataSharing, from: '2026-01-01T00:00:00Z', until };
  await record(event(PactDrafted, { kind: 'convention', title: 'Home care', signatories, ...agreed }));
  await record(event(PactActivated, { signatories }));
  const parts = { title: 'Home care', category: 'home-care', area: 'valcurta', locations: [], schedule: [], capacity: [{ unit: 'hours', amount: 20 }] };
  const runs = { ...parts, accountable: comune, performer: filo, pact, decision: named('decision', 1), obligation: named('obligation', 1) };
  await record(event(ServiceEstablished, runs));
  await agree();
  return { over, callers, ids, done, refusal, hoursAgo, line };
};

export type CareAtWork = Awaited<ReturnType<typeof careAtWork>>;
