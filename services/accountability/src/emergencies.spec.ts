import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { OrganisationId } from '@patto/contracts';
import { command } from '@patto/event-store/pure';
import { AffiliateOperator, partnerships, RegisterOrganisation } from '@patto/partnerships';
import { persons } from '@patto/persons';
import { type Answered, type Caller, type OverHttp, overHttp } from '@patto/service-kit/testing';
import { accountability } from './index.ts';

const SLOW_START_MS = 60_000; // Two shared cores, and three services are started.
const ISSUER = 'urn:patto:development';
const HOUR_MS = 3_600_000;
const YEAR_MS = 365 * 24 * HOUR_MS;

describe('what is read about Maria in an emergency, and what she is told of it', () => {
  let over: OverHttp;
  let now = Date.UTC(2027, 2, 1, 9);
  const callers: Record<'sara' | 'gino' | 'elena' | 'marta' | 'maria', Caller> = {} as never;
  const ids: Record<'comune' | 'asl' | 'maria' | 'emergency' | 'embargo', string> = {} as never;

  const done = async (answer: Promise<Answered>): Promise<Answered['body']> => {
    const { status, body } = await answer;
    if (status >= 300) throw new Error(`Refused: ${JSON.stringify(body)}`);
    await over.running.idle();
    return body;
  };
  const refusal = async (answer: Promise<Answered>): Promise<string> => {
    const { status, body } = await answer;
    return `${status} ${body.type.slice('/problems/'.length)}`;
  };
  const accesses = async (who: Caller): Promise<Answered['body'][]> => (await done(who(`GET /persons/${ids.maria}/accesses`))).items;
  const byAsl = (items: Answered['body'][]) => items.filter(({ by }) => by.organisation === ids.asl);
  const pass = async (milliseconds: number) => {
    now += milliseconds;
    await over.running.idle();
    await over.running.tick();
    await over.running.idle();
  };

  beforeAll(async () => {
    over = await overHttp([partnerships, persons, accountability], () => now);
    for (const name of ['sara', 'gino', 'elena', 'marta', 'maria'] as const) callers[name] = over.as(name);
    const { sara, gino, maria } = callers;
    const send = async (id: string, call: ReturnType<typeof command>) => (await over.running.send('partnerships', call, { commandId: id })).stream;
    const organisation = async (name: string, sector: 'public-body' | 'company', login: string) => {
      const id = (await send(name, command(RegisterOrganisation, { sector, name, identifiers: [] }))) as OrganisationId;
      const roles: ('operator' | 'coordinator')[] = ['operator', 'coordinator'];
      await send(login, command(AffiliateOperator, { organisation: id, name: login, login: { issuer: ISSUER, subject: login }, roles }));
      return id;
    };
    const comune = await organisation('Comune di Valcurta', 'public-body', 'sara');
    const asl = await organisation('ASL Valli', 'public-body', 'gino');
    await organisation('Brandi Srl', 'company', 'elena');
    await send('marta', command(AffiliateOperator, { organisation: comune, name: 'Marta', login: { issuer: ISSUER, subject: 'marta' }, roles: ['auditor'] }));
    Object.assign(ids, { comune, asl });
    const mandate = async (holder: string, competence: string, accepts: Caller) => {
      await done(sara(`POST /organisations/${holder}/competences`, { competence, evidence: 'Law' }));
      const [from, until] = [new Date(now).toISOString(), new Date(now + YEAR_MS).toISOString()];
      const terms = { holder, competences: [competence], areas: ['valcurta'], categories: [], from, until, act: 'Law', basis: 'law' };
      await done(accepts(`POST /mandates/${(await done(sara('POST /mandates', terms))).id}/acceptance`, {}));
    };
    await mandate(comune, 'reading-needs', sara);
    await mandate(asl, 'running-services', gino);
    ids.maria = (
      await done(sara('POST /persons', { area: 'valcurta', capacity: 'adult', name: { given: 'Maria', family: 'Costa' }, birthDate: '1946-03-02' }))
    ).id;
    await done(maria('POST /login-links', { code: (await done(sara(`POST /persons/${ids.maria}/login-codes`, {}))).secret }));
    const need = await done(maria(`POST /persons/${ids.maria}/needs`, { category: 'mobility', area: 'valcurta', desk: comune, words: 'I fell.' }));
    await done(sara('POST /charges', { person: ids.maria, need: need.id }));
  }, SLOW_START_MS);
  afterAll(() => over?.close());

  it('is refused without a basis, and to whoever has no mandate there', async () => {
    const { gino, elena } = callers;
    expect(await refusal(gino(`GET /persons/${ids.maria}`))).toBe('403 not-a-recipient');
    expect(await refusal(elena('POST /emergency-accesses', { person: ids.maria, reason: 'health-at-risk' }))).toBe('403 no-mandate');
  });

  it('is opened by Gino on his own responsibility, for himself alone', async () => {
    const { gino, sara, maria, marta } = callers;
    ids.emergency = (await done(gino('POST /emergency-accesses', { person: ids.maria, reason: 'health-at-risk', hours: 4, words: 'Unconscious.' }))).id;
    expect(await done(gino(`GET /persons/${ids.maria}`))).toMatchObject({ name: { given: 'Maria' } });
    const [shown] = byAsl(await accesses(maria));
    expect(shown).toMatchObject({ outcome: 'shown', basis: 'vital-interest', purpose: 'care' });
    expect(shown.basedOn.some((cited: string) => cited.startsWith(`${ids.emergency}@`))).toBe(true);
    // The person, the case manager and the auditors see it at once.
    expect((await done(maria('GET /emergency-accesses'))).items).toMatchObject([{ id: ids.emergency, status: 'open', organisation: ids.asl }]);
    expect((await done(marta('GET /emergency-accesses'))).items).toMatchObject([{ id: ids.emergency }]);
    expect((await done(sara('GET /work-queue'))).items).toContainEqual(expect.objectContaining({ kind: 'emergency-review', stream: ids.emergency }));
    expect(await done(maria(`GET /emergency-accesses/${ids.emergency}`))).toMatchObject({ words: 'Unconscious.' });
    expect(await done(marta(`GET /emergency-accesses/${ids.emergency}`))).not.toHaveProperty('words');
    expect(await refusal(callers.elena(`GET /emergency-accesses/${ids.emergency}`))).toBe('403 not-a-recipient');
  });

  it('lapses by itself, and is over before anybody says so', async () => {
    const { gino, maria } = callers;
    now += 4 * HOUR_MS;
    expect(await refusal(gino(`GET /persons/${ids.maria}`))).toBe('403 not-a-recipient');
    await pass(0);
    expect(await done(maria(`GET /emergency-accesses/${ids.emergency}`))).toMatchObject({ status: 'lapsed' });
  });

  it('is reviewed by the body in charge', async () => {
    const { sara, gino, maria } = callers;
    expect(await refusal(gino(`POST /emergency-accesses/${ids.emergency}/reviews`, { verdict: 'justified' }))).toBe('403 not-yours-to-review');
    await done(sara(`POST /emergency-accesses/${ids.emergency}/reviews`, { verdict: 'justified', words: 'She was found on the stairs.' }));
    expect(await done(maria(`GET /emergency-accesses/${ids.emergency}`))).toMatchObject({ verdicts: [{ organisation: ids.comune, verdict: 'justified' }] });
    expect((await done(sara('GET /work-queue'))).items.filter(({ kind }: { kind: string }) => kind === 'emergency-review')).toEqual([]);
  });

  it('is told to Maria under an embargo too, what else was read or tried only when that ends', async () => {
    const { gino, maria, marta, sara } = callers;
    const until = new Date(now + 48 * HOUR_MS).toISOString();
    const order = { person: ids.maria, reader: ids.asl, act: 'Tribunale di Sondrio, decreto 12/2027', until };
    expect(await refusal(sara('POST /embargoes', order))).toBe('403 not-allowed');
    const before = byAsl(await accesses(maria)).length;
    now += 1_000;
    ids.embargo = (await done(marta('POST /embargoes', order))).id;
    now += 1_000;
    expect(await refusal(gino(`GET /persons/${ids.maria}`))).toBe('403 not-a-recipient');
    await done(gino('POST /emergency-accesses', { person: ids.maria, reason: 'health-at-risk', hours: 1 }));
    await done(gino(`GET /persons/${ids.maria}`));
    expect(byAsl(await accesses(maria))).toHaveLength(before + 1);
    expect(byAsl(await accesses(maria))[0]).toMatchObject({ basis: 'vital-interest' });
    expect(byAsl(await accesses(marta))).toHaveLength(before + 2);
    expect(await refusal(maria(`GET /embargoes/${ids.embargo}`))).toBe('403 not-allowed');
    await pass(48 * HOUR_MS);
    expect(byAsl(await accesses(maria))).toHaveLength(before + 2);
  });
});
