import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Id, OrganisationId } from '@patto/contracts';
import { DecisionTookEffect, PerformerChanged, ServiceEstablished } from '@patto/contracts/comanagement';
import { cloudEvent } from '@patto/event-store';
import { command, type Decided, event } from '@patto/event-store/pure';
import { AffiliateOperator, partnerships, RegisterOrganisation } from '@patto/partnerships';
import { type Caller, type OverHttp, overHttp } from '@patto/service-kit/testing';
import { named, sara } from '@patto/testing';
import { comanagement } from './index.ts';

const SLOW_START_MS = 30_000; // Two shared cores.
const ISSUER = 'urn:patto:development';
const DAY_MS = 24 * 3_600_000;

describe('what a pact hears of services and decisions', () => {
  let over: OverHttp;
  let comune: OrganisationId;
  let filo: OrganisationId;
  let ada: Caller;
  let franca: Caller;
  let pact: string;

  const asked = async (who: Caller, route: string, body: object = {}) => {
    const answer = await who(`POST ${route}`, body);
    await over.running.idle();
    return answer.status < 300 ? answer.status : `${answer.status} ${answer.body.type.slice('/problems/'.length)}`;
  };
  const filosPart = async () => (await ada(`GET ${pact}`)).body.participations.find((one: { organisation: string }) => one.organisation === filo);
  const inDays = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString();

  beforeAll(async () => {
    over = await overHttp([partnerships, comanagement]);
    const send = async (commandId: string, call: ReturnType<typeof command>) => (await over.running.send('partnerships', call, { commandId })).stream;
    const joined = async (sector: 'public-body' | 'third-sector', name: string, login: string) => {
      const organisation = (await send(name, command(RegisterOrganisation, { sector, name, identifiers: [] }))) as OrganisationId;
      await send(login, command(AffiliateOperator, { organisation, name: login, login: { issuer: ISSUER, subject: login }, roles: ['coordinator'] }));
      return organisation;
    };
    comune = await joined('public-body', 'Comune', 'ada');
    filo = await joined('third-sector', 'Filo', 'franca');
    [ada, franca] = [over.as('ada'), over.as('franca')];
    const drafted = await ada('POST /pacts', {
      kind: 'convention',
      title: 'Home care',
      signatories: [
        { organisation: comune, role: 'lead' },
        { organisation: filo, role: 'co-manager' },
      ],
      resources: [],
      decisionRules: [],
      stepInOrder: [],
      dataSharing: [],
      from: '2026-01-01T00:00:00Z',
      until: '2199-01-01T00:00:00Z',
    });
    pact = `/pacts/${drafted.body.id}`;
    for (const who of [ada, franca]) expect(await asked(who, `${pact}/signatures`)).toBe(200);
    await over.running.idle();
  }, SLOW_START_MS);
  afterAll(() => over?.close());

  /** Records what the parties agreed, without the acts that lead to it. */
  const record = async (stream: string, revision: number, decided: Decided) => {
    const id = `00000000-0000-8000-8000-${stream.slice(-11)}${revision}`;
    const time = Date.now();
    const happenedAt = new Date(time).toISOString();
    const circumstances = { by: { actor: sara }, initiative: 'agency', channel: 'self', happenedAt, basedOn: [] } as const;
    const fact = cloudEvent(decided, { id, stream, revision, time, command: id, digest: 'none', ...circumstances }, []);
    await over.running.world.log.append(stream, revision - 1, [fact], { command: id });
    await over.running.idle();
  };

  it('ends before the notice does when another performs what the party performed, and the parties can admit it anew and conclude', async () => {
    const under = pact.slice('/pacts/'.length) as Id<'pact'>;
    const [service, obligation] = [named('service', 1), named('obligation', 1)];
    const terms = { title: 'Home care', category: 'home-care', area: 'valcurta', locations: [], schedule: [], capacity: [{ unit: 'hours', amount: 20 }] };
    const established = { ...terms, accountable: comune, performer: filo, pact: under, decision: named('decision', 1), obligation };
    await record(service, 1, event(ServiceEstablished, established));
    expect(await filosPart()).toMatchObject({ status: 'in-force' });
    expect(await asked(franca, `${pact}/withdrawals`, { noticeUntil: inDays(31), reason: 'We merge.' })).toBe(200);
    const changed = { pact: under, from: filo, performer: comune, obligation, because: named('decision', 2) } as const;
    await record(service, 2, event(PerformerChanged, changed));
    expect(await filosPart()).toMatchObject({ status: 'withdrawn', because: 'handed-over' });
    expect(await asked(franca, `${pact}/signatures`)).toBe('403 not-a-pact-signatory');

    const admission = { type: 'admission', organisation: filo, role: 'co-manager' } as const;
    await record(named('decision', 3), 1, event(DecisionTookEffect, { pact: under, change: admission, acts: [] }));
    expect(await filosPart()).toMatchObject({ status: 'admitted', admittedBy: named('decision', 3) });
    expect(await asked(franca, `${pact}/signatures`)).toBe(200);
    expect(await filosPart()).toMatchObject({ status: 'in-force' });

    await record(named('decision', 4), 1, event(DecisionTookEffect, { pact: under, change: { type: 'conclusion' }, acts: [] }));
    expect((await ada(`GET ${pact}`)).body).toMatchObject({ status: 'concluded', participations: [{ status: 'ended' }, { status: 'ended' }] });
    expect(await asked(franca, `${pact}/participations/${filo}/suspension`, { reason: 'Late.' })).toBe('409 pact-over');
  });
});
