import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { authority, Event, type Id, type Instant, IsId, IsInstant, obligation, type PartyId, type PersonId } from '@patto/contracts';
import { cloudEvent } from '@patto/event-store';
import { aggregate, command, type Decided, decides, event } from '@patto/event-store/pure';
import { when } from '@patto/messaging';
import { AffiliateOperator, partnerships, RegisterOrganisation } from '@patto/partnerships';
import type { Service } from '@patto/service-kit';
import { type Caller, type OverHttp, overHttp } from '@patto/service-kit/testing';
import { anna, filo, franca, maria, named, passi, piero, sara } from '@patto/testing';
import { IsOptional } from 'class-validator';
import { accountability } from './index.ts';

const SLOW_START_MS = 30_000; // Two shared cores, and three services are started.

const owed = { id: 'obligation', holder: 'holder', counterpart: 'person', subjects: 'person', dueAt: 'dueAt' };

@Event('neighbours.favour', { version: 1, effect: obligation('assumed', { ...owed, kind: 'favour' }) })
class FavourPromised {
  @IsId('obligation') readonly obligation!: Id<'obligation'>;
  @IsId('person', 'organisation') readonly holder!: PartyId;
  @IsId('person') readonly person!: PersonId;
  @IsOptional() @IsInstant() readonly dueAt?: Instant;
}
@Event('neighbours.favour', { version: 1, effect: obligation('handed-over', { id: 'obligation', holder: 'to' }) })
class FavourPassedOn {
  @IsId('obligation') readonly obligation!: Id<'obligation'>;
  @IsId('person', 'organisation') readonly to!: PartyId;
}
/** Maria and Piero are known here. */
@Event('neighbours.favour', { version: 1, effect: authority('person', 'begins', { each: 'persons', key: 'person', with: { person: 'person' } }) })
class NeighboursMet {
  readonly persons!: readonly { readonly person: PersonId }[];
}

/** Nobody may send it: no row of the table names it. */
class ThankNeighbour {
  @IsId('favour') readonly favour!: Id<'favour'>;
}

const favour = aggregate({ FavourPromised, FavourPassedOn, NeighboursMet }, 'open', {
  FavourPromised: () => 'open',
  FavourPassedOn: () => 'open',
  NeighboursMet: () => 'open',
});
const neighbours: Service = {
  name: 'neighbours',
  decisions: [decides(favour, ThankNeighbour, () => [])],
  readModels: [],
  queries: [],
  reactions: [when('when-favour-promised-thank', FavourPromised, (_, { stream }) => [command(ThankNeighbour, { favour: stream as Id<'favour'> })])],
  dues: [],
  controllers: [],
};

const shopping = named('obligation', 1);
const dusting = named('obligation', 2);
const promised = event(FavourPromised, { obligation: shopping, holder: filo, person: maria });

describe('accountability over HTTP', () => {
  let over: OverHttp;
  let auditor: Caller;
  let coordinator: Caller;
  const positions: number[] = [];

  const record = async (decided: Decided, revision: number) => {
    const { log } = over.running.world;
    const stream = named('favour', 1);
    const id = `00000000-0000-8000-8000-00000000000${revision}`;
    const by = { actor: sara };
    const at = Date.now();
    const circumstances = { by, initiative: 'agency', channel: 'self', happenedAt: new Date(at).toISOString(), basedOn: [] } as const;
    const fact = cloudEvent(decided, { id, stream, revision, time: at, command: id, digest: 'none', ...circumstances }, []);
    positions.push((await log.append(stream, revision - 1, [fact], { command: id })).position);
  };

  beforeAll(async () => {
    over = await overHttp([neighbours, partnerships, accountability]);
    const send = async (commandId: string, call: ReturnType<typeof command>) => (await over.running.send('partnerships', call, { commandId })).stream;
    const comune = (await send('comune', command(RegisterOrganisation, { sector: 'public-body', name: 'Comune di Valcurta', identifiers: [] }))) as typeof filo;
    const affiliated = async (name: string, role: 'auditor' | 'coordinator') => {
      const login = { issuer: 'urn:patto:development', subject: name };
      await send(name, command(AffiliateOperator, { organisation: comune, name, login, roles: [role] }));
      return over.as(name);
    };
    auditor = await affiliated('ada', 'auditor');
    coordinator = await affiliated('carla', 'coordinator');
    await record(promised, 1);
    await record(event(FavourPassedOn, { obligation: shopping, to: passi }), 2);
    await record(event(NeighboursMet, { persons: [{ person: maria }, { person: piero }] }), 3);
    await record(event(FavourPromised, { obligation: dusting, holder: anna, person: maria, dueAt: '2026-01-01T00:00:00Z' }), 4);
    await over.running.idle();
  }, SLOW_START_MS);
  afterAll(() => over?.close());

  it('tells who answers for a favour now, and who did as it was recorded then', async () => {
    const now = await auditor(`GET /obligations/${shopping}`);
    expect(now.body).toMatchObject({ id: shopping, kind: 'favour', state: 'owed', holder: passi, performer: passi, counterpart: maria, subjects: [maria] });
    expect(now.body.steps).toBeUndefined();
    const then = await auditor(`GET /obligations/${shopping}?asOf=${positions[0]}`);
    expect([then.status, then.body.holder]).toEqual([200, filo]);
    const before = await auditor(`GET /obligations/${shopping}?asOf=${(positions[0] as number) - 1}`);
    expect([before.status, before.body.type]).toEqual([404, '/problems/not-found']);
    expect((await auditor(`GET /obligations/${shopping}?asOf=999999`)).status).toBe(400);
  });

  it('tells its steps, each with its event', async () => {
    const { body } = await auditor(`GET /obligations/${shopping}/steps`);
    expect(body.items).toMatchObject([
      { position: positions[0], verb: 'assumed', type: 'patto.neighbours.FavourPromised.v1', holder: filo },
      { position: positions[1], verb: 'handed-over', holder: passi },
    ]);
    expect((await auditor(`GET /obligations/${shopping}/history`)).body).toEqual(body);
  });

  it('is told to the person whom it is about and to nobody who has no part in it, alike for what does not exist', async () => {
    expect((await over.as(maria)(`GET /obligations/${shopping}`)).body.holder).toBe(passi);
    for (const [who, which] of [
      [piero, shopping],
      [maria, named('obligation', 9)],
    ] as const) {
      expect((await over.as(who)(`GET /obligations/${which}`)).body).toMatchObject({ status: 403, type: '/problems/not-a-recipient' });
    }
    expect((await coordinator(`GET /obligations/${shopping}/steps`)).status).toBe(403);
    expect((await over.as(franca)(`GET /obligations/${shopping}`)).body.type).toBe('/problems/unknown-actor');
  });

  it('lists by holder, subject, state and kind what the asker may see', async () => {
    const ids = async (who: Caller, question: string) => (await who(`GET /obligations?${question}`)).body.items.map(({ id }: { id: string }) => id);
    expect(await ids(auditor, `holder=${passi}&performer=${passi}&subject=${maria}&state=owed&kind=favour`)).toEqual([shopping]);
    expect(await ids(auditor, `holder=${filo}`)).toEqual([]);
    expect(await ids(over.as(maria), '')).toEqual([shopping, dusting]);
    expect(await ids(over.as(piero), '')).toEqual([]);
    expect(await ids(coordinator, `subject=${maria}`)).toEqual([]);
    expect((await auditor('GET /obligations?state=lost')).body.type).toBe('/problems/invalid-parameter');
    expect((await auditor(`GET /obligations?asOf=${positions[0]}`)).status).toBe(400);
  });

  it('lists what is late by side and holder, to those whom it concerns', async () => {
    const late = async (who: Caller, question: string) => (await who(`GET /overdue?${question}`)).body.items.map(({ id }: { id: string }) => id);
    expect(await late(auditor, '')).toEqual([dusting]);
    expect(await late(auditor, `side=network&holder=${anna}`)).toEqual([dusting]);
    expect(await late(auditor, 'side=person')).toEqual([]);
    expect(await late(auditor, `holder=${passi}`)).toEqual([]);
    expect(await late(over.as(maria), 'side=network')).toEqual([dusting]);
    expect(await late(over.as(piero), '')).toEqual([]);
  });

  it('lists what reactions left for people to those who can see to it', async () => {
    const { body } = await coordinator('GET /work?service=neighbours&outcome=refused');
    const left = { service: 'neighbours', outcome: 'refused', reaction: 'when-favour-promised-thank', command: 'ThankNeighbour', code: 'not-allowed' };
    expect(body.items).toMatchObject([left, left]); // One for each favour.
    expect((await coordinator('GET /work?outcome=parked')).body.items).toEqual([]);
    expect((await over.as(maria)('GET /work')).status).toBe(403);
  });
});
