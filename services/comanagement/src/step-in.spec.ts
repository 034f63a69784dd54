import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { accountability } from '@patto/accountability';
import { declarationOf, type OrganisationId } from '@patto/contracts';
import { ServiceEstablished } from '@patto/contracts/comanagement';
import { PactActivated, PactDrafted, ParticipationResumed, ParticipationSuspended } from '@patto/contracts/partnerships';
import { cloudEvent } from '@patto/event-store';
import { command, type Decided, event } from '@patto/event-store/pure';
import { AffiliateOperator, partnerships, RegisterOrganisation } from '@patto/partnerships';
import { type Caller, type OverHttp, overHttp } from '@patto/service-kit/testing';
import { named, sara } from '@patto/testing';
import { comanagement } from './index.ts';

const SLOW_START_MS = 30_000; // Two shared cores, and three services are started.
const ISSUER = 'urn:patto:development';
const THREE_DAYS = 3 * 24 * 3_600;

/** A pact with one service, for a test of its own. */
const running = (number: number) => ({ pact: named('pact', number), service: named('service', number), obligation: named('obligation', number) });
const [one, another, third] = [running(1), running(2), running(3)];

describe('stepping in over HTTP', () => {
  let over: OverHttp;
  let [comune, filo, corte, passi]: OrganisationId[] = [];
  let [ada, franca, carlo, paola]: Caller[] = [];
  const revisions = new Map<string, number>();
  let recorded = 0;

  /** Records what the parties agreed, without the acts that lead to it. */
  const record = async ({ pact, service }: typeof one, decided: Decided, ago = 0) => {
    const { log } = over.running.world;
    const stream = declarationOf(decided.class).category === 'pact' ? pact : service;
    const before = revisions.get(stream) ?? 0;
    recorded += 1;
    const id = `00000000-0000-8000-8000-${String(recorded).padStart(12, '0')}`;
    const time = Date.now();
    const happenedAt = new Date(time - ago * 1_000).toISOString();
    const circumstances = { by: { actor: sara }, initiative: 'agency', channel: 'self', happenedAt, basedOn: [] } as const;
    const fact = cloudEvent(decided, { id, stream, revision: before + 1, time, command: id, digest: 'none', ...circumstances }, []);
    await log.append(stream, before, [fact], { command: id });
    revisions.set(stream, before + 1);
    await over.running.idle();
    return happenedAt;
  };
  const suspend = (where: typeof one, organisation: OrganisationId | undefined, ago?: number) =>
    record(where, event(ParticipationSuspended, { organisation: organisation as OrganisationId, suspendedBy: 'requirement', reason: 'Accreditation' }), ago);
  const resume = (where: typeof one, organisation: OrganisationId | undefined) =>
    record(where, event(ParticipationResumed, { organisation: organisation as OrganisationId, suspendedBy: 'requirement' }));
  const asked = async (who: Caller | undefined, question: string) => (await who?.(`GET ${question}`))?.body;
  const answered = async (who: Caller | undefined, route: string, body: object) => {
    const answer = await who?.(`POST ${route}`, body);
    await over.running.idle();
    return answer;
  };

  beforeAll(async () => {
    over = await overHttp([partnerships, comanagement, accountability]);
    const send = async (commandId: string, call: ReturnType<typeof command>) => (await over.running.send('partnerships', call, { commandId })).stream;
    const joined = async (name: string, login: string, roles: ('coordinator' | 'administrator' | 'auditor')[]) => {
      const sector = login === 'ada' ? 'public-body' : 'third-sector';
      const organisation = (await send(name, command(RegisterOrganisation, { sector, name, identifiers: [] }))) as OrganisationId;
      await send(login, command(AffiliateOperator, { organisation, name: login, login: { issuer: ISSUER, subject: login }, roles }));
      return organisation;
    };
    comune = await joined('Comune', 'ada', ['coordinator', 'auditor']);
    [filo, corte, passi] = [
      await joined('Filo', 'franca', ['coordinator']),
      await joined('Corte', 'carlo', ['coordinator']),
      await joined('Passi', 'paola', ['coordinator']),
    ];
    [ada, franca, carlo, paola] = ['ada', 'franca', 'carlo', 'paola'].map(over.as);
    const signatories = [comune, filo, corte, passi].map((organisation) => ({ organisation, role: 'co-manager' as const }));
    const stepInOrder = [filo, corte, passi];
    const agreed = { resources: [], decisionRules: [], stepInOrder, dataSharing: [], from: '2026-01-01T00:00:00Z', until: '2199-01-01T00:00:00Z' };
    const days = 30 * 24 * 3_600; // Before anybody was suspended.
    const parts = { title: 'Home care', category: 'home-care', area: 'valcurta', locations: [], schedule: [], capacity: [{ unit: 'hours', amount: 20 }] };
    for (const where of [one, another, third]) {
      await record(where, event(PactDrafted, { kind: 'convention', title: 'Home care', signatories, ...agreed }), days);
      await record(where, event(PactActivated, { signatories }), days);
      const { pact, obligation } = where;
      const established = { ...parts, accountable: comune, performer: filo, pact, decision: named('decision', 1), obligation };
      await record(where, event(ServiceEstablished, established), days);
    }
  }, SLOW_START_MS);
  afterAll(() => over?.close());

  it('asks the first of the pact’s order, tells it to that one’s work queue, and calls it off when Filo takes part again', async () => {
    const { pact, service, obligation } = one;
    await suspend(one, filo);
    const [offer] = (await asked(franca, `/transfers?pact=${pact}&status=offered`)).items;
    expect(offer).toMatchObject({ service, obligation, from: filo, to: corte, cause: 'suspended', place: 2 });
    expect((await asked(carlo, '/work-queue')).items).toMatchObject([{ id: obligation, why: 'offered', since: offer.offeredAt, performer: filo }]);
    expect((await asked(franca, '/work-queue')).items).toContainEqual(expect.objectContaining({ id: obligation, why: 'owed', stream: service }));
    expect((await asked(paola, '/work-queue')).items).toEqual([]);

    await resume(one, filo);
    expect(await asked(carlo, `/transfers/${offer.id}`)).toMatchObject({ status: 'called-off' });
    expect((await answered(carlo, `/transfers/${offer.id}/acceptance`, {}))?.body.type).toMatch(/hand-over-settled$/);
    expect((await asked(carlo, '/work-queue')).items).toEqual([]);
  });

  it('asks the next after a no, and times to the second how long nobody performed, from when it happened', async () => {
    const { pact, service, obligation } = another;
    const since = await suspend(another, filo, THREE_DAYS);
    const [toCorte] = (await asked(carlo, `/transfers?pact=${pact}&to=${corte}`)).items;
    expect((await answered(paola, `/transfers/${toCorte.id}/refusal`, { reason: 'other' }))?.body.type).toMatch(/offered-to-another$/);
    expect((await answered(carlo, `/transfers/${toCorte.id}/refusal`, { reason: 'no-capacity' }))?.status).toBe(200);
    const [toPassi] = (await asked(paola, `/transfers?pact=${pact}&to=${passi}`)).items;
    expect(toPassi).toMatchObject({ from: filo, cause: 'suspended', place: 3, status: 'offered' });

    const [open] = (await asked(ada, `/obligations/${obligation}/orphan-intervals`)).items;
    expect(open).toMatchObject({ obligation, under: pact, parties: [filo], from: since });
    expect(open.until).toBeUndefined();
    expect((await answered(paola, `/transfers/${toPassi.id}/acceptance`, {}))?.status).toBe(200);

    const until = (await asked(paola, `/transfers/${toPassi.id}`)).settledAt;
    const seconds = Math.floor((Date.parse(until) - Date.parse(since)) / 1_000);
    expect((await asked(ada, `/orphan-intervals?pact=${pact}&service=${service}`)).items).toEqual([
      { obligation, under: pact, parties: [filo], from: since, until, seconds },
    ]);
    expect((await asked(ada, `/orphan-intervals?pact=${pact}&to=${since}`)).items).toEqual([]);
    expect((await asked(ada, `/orphan-intervals?pact=${pact}&from=${until}`)).items).toEqual([]);

    const steps = (await asked(ada, `/obligations/${obligation}/steps`)).items;
    expect(steps.at(-1)).toMatchObject({ verb: 'handed-over', type: 'patto.comanagement.PerformerChanged.v1', performer: passi });
    expect((await asked(carlo, `/orphan-intervals?pact=${pact}`)).items).toHaveLength(1); // Corte takes part in the pact.
    expect((await asked(carlo, `/orphan-intervals?service=${service}`)).items).toEqual([]);

    const then = await asked(ada, `/obligations/${obligation}/responsible?at=${since}`);
    expect(then).toMatchObject({ asItWas: { holder: comune, performer: filo, state: 'owed' } });
    expect(then.asWasKnown).toBeUndefined(); // Nothing was on record three days ago.
    const now = { holder: comune, performer: passi, state: 'owed' };
    expect(await asked(ada, `/obligations/${obligation}/responsible?at=${until}`)).toMatchObject({ asItWas: now, asWasKnown: now });
  });

  it('asks another instead of one that is suspended itself, and leaves it to people when nobody is left in the order', async () => {
    const { pact } = third;
    await suspend(third, filo);
    await suspend(third, corte);
    expect((await asked(paola, `/transfers?pact=${pact}&to=${passi}`)).items).toMatchObject([{ status: 'offered', place: 3 }]);
    await suspend(third, passi);
    const left = (await asked(ada, '/work?service=comanagement&outcome=refused')).items;
    expect(left).toMatchObject([{ command: 'OfferStepIn', code: 'nobody-steps-in' }]);
  });
});
