import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { leafHash, loadOrCreateLedgerKey, openCheckpoint, provesConsistency, provesInclusion } from '@patto/audit-ledger';
import type { CloudEvent } from '@patto/contracts';
import { command } from '@patto/event-store/pure';
import { AffiliateOperator, partnerships, RegisterOrganisation } from '@patto/partnerships';
import { type Caller, type OverHttp, overHttp } from '@patto/service-kit/testing';
import { accountability } from '../index.ts';
import { type LedgerName, ledgerPlace } from './place.ts';

const SLOW_START_MS = 60_000; // Two shared cores, and services are started.
const PATIENCE_MS = 5_000; // Ten times what sealing is allowed.

describe('the ledger over HTTP', () => {
  let over: OverHttp;
  let carla: Caller;
  const recorded: { readonly event: CloudEvent; readonly body: string; readonly position: number }[] = [];
  let organisation = '';

  const verifierOf = (name: LedgerName) => {
    const { keyFile, origin } = ledgerPlace(name, over.running.world.settings);
    return loadOrCreateLedgerKey(keyFile, origin).verifier;
  };
  const checkpointAt = async (path: string, name: LedgerName) => {
    const url = await over.running.app.getUrl();
    const text = await (await fetch(`${url}/ledger/${path}`)).text();
    return openCheckpoint(text, verifierOf(name).name, verifierOf(name));
  };
  /** Asks until the answer is as it should be: sealing follows within half a second. */
  const until = async <Answer>(ask: () => Promise<Answer>, fits: (answer: Answer) => boolean): Promise<Answer> => {
    const end = Date.now() + PATIENCE_MS;
    for (;;) {
      const answer = await ask();
      if (fits(answer) || Date.now() > end) return answer;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };

  beforeAll(async () => {
    over = await overHttp([partnerships, accountability]);
    const send = async (commandId: string, call: ReturnType<typeof command>) => (await over.running.send('partnerships', call, { commandId })).stream;
    organisation = await send('comune', command(RegisterOrganisation, { sector: 'public-body', name: 'Comune di Valcurta', identifiers: [] }));
    const login = { issuer: 'urn:patto:development', subject: 'carla' };
    await send('carla', command(AffiliateOperator, { organisation: organisation as `organisation-${string}`, name: 'Carla', login, roles: ['coordinator'] }));
    for await (const one of over.running.world.log.readAll()) recorded.push(one);
    await over.running.idle();
    carla = over.as('carla');
  }, SLOW_START_MS);
  afterAll(() => over?.close());

  it('proves each event by its id, in a file that needs nobody else', async () => {
    for (const { event, body, position } of recorded) {
      const {
        status,
        headers,
        body: proof,
      } = await until(
        () => carla(`GET /ledger/proofs/${event.id}`),
        (answer) => answer.status === 200,
      );
      expect([status, headers.get('content-type')]).toEqual([200, 'text/plain; charset=utf-8']);
      const [first, index, ...rest] = (proof as string).split('\n');
      expect([first, index]).toEqual(['c2sp.org/tlog-proof@v1', `index ${position}`]);
      const hashes = rest.slice(0, rest.indexOf('')).map((hash) => Buffer.from(hash, 'base64'));
      const { size, root } = openCheckpoint(rest.slice(rest.indexOf('') + 1).join('\n'), verifierOf('events').name, verifierOf('events'));
      expect(provesInclusion(leafHash(Buffer.from(body)), position, size, hashes, root)).toBe(true);
    }
  });

  it('proves that it only grew, between any two sizes', async () => {
    const before = await until(
      () => checkpointAt('checkpoint', 'events'),
      ({ size }) => size === recorded.length,
    );
    const { status, body } = await carla(`GET /ledger/consistency?from=1&to=${before.size}`);
    const hashes = (body as string)
      .split('\n')
      .filter(Boolean)
      .map((hash) => Buffer.from(hash, 'base64'));
    expect(status).toBe(200);
    expect(provesConsistency(1, leafHash(Buffer.from(recorded[0]?.body ?? '')), before.size, before.root, hashes)).toBe(true);
    expect((await carla(`GET /ledger/consistency?from=1&to=9999`)).body.type).toBe('/problems/not-sealed');
    expect((await carla(`GET /ledger/consistency?from=0&to=1`)).status).toBe(400);
    expect((await carla('GET /ledger/proofs/00000000-0000-8000-8000-000000000000')).status).toBe(404);
  });

  it('seals who read of it in a log of its own, with a key of its own', async () => {
    await carla(`GET /organisations/${organisation}/affiliations`);
    const { accesses } = over.running.world;
    const { size, origin } = await until(
      () => checkpointAt('accesses/checkpoint', 'accesses').catch(() => ({ size: 0, origin: '' })),
      (checkpoint) => checkpoint.size > 0,
    );
    expect([size, origin]).toEqual([(await accesses.head()) + 1, 'patto.local/ledger/accesses']);
    expect(verifierOf('accesses').id).not.toEqual(verifierOf('events').id);
    const url = await over.running.app.getUrl();
    expect((await fetch(`${url}/ledger/accesses/tile/0/000.p/${size}`)).status).toBe(200);
    expect((await fetch(`${url}/ledger/accesses/tile/entries/000.p/${size}`)).status).toBe(401);
  });

  it('proves of the log of accesses too that it only grew', async () => {
    const { accesses } = over.running.world;
    for (let reads = 0; reads < 3; reads += 1) await carla(`GET /organisations/${organisation}/affiliations`);
    const size = (await accesses.head()) + 1;
    const { root } = await until(
      () => checkpointAt('accesses/checkpoint', 'accesses'),
      (checkpoint) => checkpoint.size === size,
    );
    const bodies: string[] = [];
    for await (const { body } of accesses.readAll({ limit: 1 })) bodies.push(body);
    const { status, headers, body } = await carla(`GET /ledger/accesses/consistency?from=1&to=${size}`);
    const lines = (body as string).split('\n').filter(Boolean);
    const hashes = lines.map((hash) => Buffer.from(hash, 'base64'));
    expect([status, headers.get('content-type')]).toEqual([200, 'text/plain; charset=utf-8']);
    expect(provesConsistency(1, leafHash(Buffer.from(String(bodies[0]))), size, root, hashes)).toBe(true);
    expect(provesConsistency(1, leafHash(Buffer.from('another access')), size, root, hashes)).toBe(false);
    expect((await carla('GET /ledger/accesses/consistency?from=1&to=9999')).body.type).toBe('/problems/not-sealed');
  });

  it('says of each event in a history how far its evidence reaches', async () => {
    const { body } = await until(
      () => carla(`GET /organisations/${organisation}/history`),
      (answer) => answer.body.items?.every(({ state }: { state: string }) => state === 'sealed'),
    );
    expect(body.items).toMatchObject([{ name: 'OrganisationRegistered', state: 'sealed' }]);
  });
});
