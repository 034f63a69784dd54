import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Circumstances, EventClass, OrganisationId } from '@patto/contracts';
import { PactActivated, PactDrafted } from '@patto/contracts/partnerships';
import { cloudEvent } from '@patto/event-store';
import { command, event } from '@patto/event-store/pure';
import { AffiliateOperator, partnerships, RegisterOrganisation } from '@patto/partnerships';
import { type Caller, type OverHttp, overHttp } from '@patto/service-kit/testing';
import { asl, comune, corte, filo, named, passi, sara } from '@patto/testing';
import fc from 'fast-check';
import { accountability } from './index.ts';
import { at, BY_HAND, buses, DIARY, library, night, pact, type Standing, school } from './testing/buses.ts';

const SLOW_START_MS = 30_000; // Two shared cores, and three services are started.

describe('a district of its own', () => {
  let over: OverHttp;
  let auditor: Caller;
  let now = Date.parse(at(1, 0));
  const revisions = new Map<string, number>();
  const csv = { accept: 'text/csv' };
  const read = async (route: string) => (await auditor(`GET ${route}`)).body;

  const record = async (day: number, declared: EventClass, data: object, happened = day) => {
    const stream = declared.name.startsWith('Route') ? named('route', 1) : pact;
    const revision = (revisions.get(stream) ?? 0) + 1;
    revisions.set(stream, revision);
    now = Date.parse(at(day));
    const command = crypto.randomUUID();
    const about: Circumstances = { by: { actor: sara }, initiative: 'agency', channel: 'self', happenedAt: at(happened), basedOn: [] };
    const recorded = cloudEvent(event(declared, data), { id: crypto.randomUUID(), stream, revision, time: now, command, digest: 'none', ...about }, []);
    await over.running.world.log.append(stream, revision - 1, [recorded], { command });
  };

  beforeAll(async () => {
    over = await overHttp([buses, partnerships, accountability], () => now);
    const send = async (commandId: string, call: ReturnType<typeof command>) => (await over.running.send('partnerships', call, { commandId })).stream;
    const court = (await send('court', command(RegisterOrganisation, { sector: 'public-body', name: 'Court of auditors', identifiers: [] }))) as OrganisationId;
    const login = { issuer: 'urn:patto:development', subject: 'ada' };
    await send('ada', command(AffiliateOperator, { organisation: court, name: 'Ada', login, roles: ['auditor'] }));
    auditor = over.as('ada');
    const signatories = [comune, filo, corte, passi, asl].map((organisation) => ({ organisation, role: 'co-manager' as const }));
    const terms = { kind: 'convention', title: 'Buses', resources: [], decisionRules: [], stepInOrder: [], dataSharing: [], from: at(1), until: at(31) };
    await record(1, PactDrafted, { ...terms, signatories });
    await record(1, PactActivated, { signatories });
    for (const line of DIARY) await record(...line);
    now = Date.parse(at(25));
    await over.running.idle();
  }, SLOW_START_MS);
  afterAll(() => over?.close());

  it('has at 200 random instants whom the list by hand has, as it was and as was known', async () => {
    const byHand = (list: readonly Standing[] | undefined, instant: string) => list?.findLast(([day]) => at(day) <= instant)?.slice(1);
    const told = (found?: { readonly holder: string; readonly performer: string; readonly state: string }) =>
      found && [found.holder, found.performer, found.state];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(school, library, night), fc.integer({ min: Date.parse(at(1, 0)), max: Date.parse(at(24)) }), async (which, ms) => {
        const instant = new Date(ms).toISOString();
        const { asItWas, asWasKnown } = await read(`/obligations/${which}/responsible?at=${instant}`);
        expect(told(asItWas)).toEqual(byHand(BY_HAND[which]?.asItWas, instant));
        expect(told(asWasKnown)).toEqual(byHand(BY_HAND[which]?.asWasKnown, instant));
      }),
      { numRuns: 200 },
    );
  });

  it('has the time in which nobody drove, page by page, each page full', async () => {
    const first = await read(`/orphan-intervals?pact=${pact}&limit=1`);
    const second = await read(`/orphan-intervals?pact=${pact}&limit=1&cursor=${first.nextCursor}`);
    const gap = { under: pact, parties: [filo], from: at(3) };
    expect([...first.items, ...second.items]).toEqual([
      { ...gap, obligation: school, until: at(5), seconds: 2 * 24 * 3_600 },
      { ...gap, obligation: library, until: at(6), seconds: 3 * 24 * 3_600 },
    ]);
    expect(second.nextCursor).toBeUndefined();
    expect((await read(`/orphan-intervals?pact=${pact}&from=${at(5)}`)).items).toHaveLength(1);
  });

  it('has the time in which two drove, as both were asked and both said yes', async () => {
    const twice = { obligation: library, under: pact, parties: [corte, passi], from: at(8), until: at(10), seconds: 2 * 24 * 3_600 };
    expect((await read('/double-claims')).items).toEqual([twice]);
    expect((await read(`/obligations/${library}/double-claims`)).items).toEqual([twice]);
    expect((await read(`/double-claims?organisation=${corte}`)).items).toEqual([]); // It is Passi's by now.
    expect((await read(`/double-claims?to=${at(8)}`)).items).toEqual([]);
  });

  it('has the offers that nobody took', async () => {
    // What is recorded last is in force: of the night bus that is the move of the 6th, which became known on the 13th.
    const offer = { obligation: night, kind: 'route', stream: named('route', 1), performer: asl, from: passi, offeredAt: at(15) };
    expect((await read('/untaken-offers')).items).toEqual([offer]);
    expect((await read('/untaken-offers?answer=declined')).items).toEqual([]);
  });

  it('answers by pact and by organisation', async () => {
    const ids = async (asked: string) => (await read(`/obligations?kind=route&${asked}`)).items.map((one: { id: string }) => one.id).toSorted();
    expect(await ids(`pact=${pact}`)).toEqual([school, library]);
    expect(await ids(`organisation=${passi}`)).toEqual([school, library, night]);
    expect(await ids(`organisation=${passi}&pact=${pact}&state=owed`)).toEqual([library]);
    expect(await ids(`service=${named('service', 1)}`)).toEqual([]);
  });

  it('tells in sentences what happened, and how far the evidence of each event reaches', async () => {
    const { items } = await read(`/obligations/${night}/history`);
    expect(items.map((one: { sentence: string }) => one.sentence).slice(0, 2)).toEqual([
      `2 March 2027, 12:00:00 UTC: route assigned, by ${sara}. It names ${night}, ${comune} and ${filo}.`,
      `10 March 2027, 12:00:00 UTC: route moved, by ${sara}. It happened on 5 March 2027, 12:00:00 UTC. It names ${night} and ${corte}.`,
    ]);
    for (const { evidence } of items) expect(['recorded', 'sealed']).toContain(evidence);
  });

  it('gives the same as CSV, with where it goes on', async () => {
    const { body, headers } = await auditor(`GET /orphan-intervals?pact=${pact}&limit=1`, undefined, csv);
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present');
    const heading = 'obligation,under,parties,from,until,seconds';
    expect(body).toBe(`${heading}\r\n${school},${pact},${filo},${at(3)},${at(5)},172800\r\n`);
    const next = /^<\/api\/v1(.*)>; rel="next"$/.exec(headers.get('link') ?? '')?.[1];
    const rest = await auditor(`GET ${next}`, undefined, csv);
    expect([rest.body, rest.headers.get('link')]).toEqual([`${heading}\r\n${library},${pact},${filo},${at(3)},${at(6)},259200\r\n`, null]);
    const history = await auditor(`GET /obligations/${night}/history`, undefined, csv);
    expect(history.body.split('\r\n')[1]).toContain(`route assigned, by ${sara}`);
    const listed = await auditor(`GET /obligations?pact=${pact}`, undefined, csv);
    expect(listed.body.split('\r\n')).toHaveLength(4);
  });
});
