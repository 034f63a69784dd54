import { startFake } from '@patto/testing/kurrentdb';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { all, example, newStream, positions, upTo, write } from '../conformance/examples.ts';
import type { EventLog } from '../log.ts';
import { openKurrentLog } from './open.ts';
import { neverFatal } from './trials/on-a-fake.ts';

/** More than the tail of the log that is kept in memory, so that what is read comes from the server. */
const MANY = 8_300;
const TIMEOUT_MS = 60_000;

describe('opening the event log on KurrentDB', () => {
  let server: Awaited<ReturnType<typeof startFake>>;
  let logs: EventLog[] = [];
  const open = async (more: Partial<Parameters<typeof openKurrentLog>[0]> = {}): Promise<EventLog> => {
    const log = await openKurrentLog({ url: server.url, service: 'tests', onFatal: neverFatal, ...more });
    logs.push(log);
    return log;
  };
  const unusable = (why: RegExp) => ({ name: 'KurrentUnusable', message: expect.stringMatching(why) });
  beforeEach(async () => {
    server = await startFake();
  });
  afterEach(async () => {
    for (const log of logs) await log.close();
    logs = [];
    server.stop();
  });

  it('counts the same positions in every process that is open, whoever recorded, and in the next one', async () => {
    const both = [await open(), await open()] as const;
    const appended = await Promise.all(upTo(40).map((turn) => write(both[turn % 2] as EventLog, newStream('plan'), 0, { count: 1 + (turn % 3) })));
    const seen = await Promise.all(both.map(async (log) => all(log.readAll())));
    expect(positions(seen[0] ?? [])).toEqual(upTo(seen[0]?.length ?? 0));
    expect(seen[1]?.map(({ body }) => body)).toEqual(seen[0]?.map(({ body }) => body));
    for (const { ids, position } of appended) expect(seen[0]?.[position]?.event.id).toBe(ids.at(-1));
    expect((await all((await open()).readAll())).map(({ body }) => body)).toEqual(seen[0]?.map(({ body }) => body));
  });

  it('refuses a log out of which events were taken', async () => {
    const [log, plan] = [await open(), newStream('plan')];
    await write(log, plan, 0, { count: 3 });
    await write(log, newStream('need'), 0);
    server.events.scavenge(plan);
    await expect(open()).rejects.toMatchObject(unusable(/revision 3 .* and not 1: .* scavenged, .* Restore/));
  });

  it('refuses what this software did not write', async () => {
    server.events.recordAnothers(newStream('plan'));
    await expect(open()).rejects.toMatchObject(unusable(/did not write/));
  });

  it('lets the first owner have it, and no other', async () => {
    await write(await open({ owner: 'one' }), newStream('plan'), 0);
    expect(await all((await open({ owner: 'one' })).readAll())).toHaveLength(1);
    await expect(open({ owner: 'another' })).rejects.toMatchObject(unusable(/belongs to another deployment/));
  });

  it('says that a user may not read', async () => {
    server.faults.add('read', 'denied');
    await expect(open()).rejects.toMatchObject(unusable(/refuses this user/));
  });

  it.each([
    ['kurrentdb://admin:secret@127.0.0.1:2113?tls=false&secretive=1', /has no option secretive\b/],
    ['kurrentdb://admin:secret@127.0.0.1:port', /cannot read its URL/],
    ['mysql://admin:secret@db', /cannot read its URL/],
  ])('refuses %s and repeats no password', async (url, why) => {
    const opening = open({ url });
    await expect(opening).rejects.toMatchObject(unusable(why));
    await expect(opening).rejects.not.toMatchObject({ message: expect.stringMatching(/secret\b/) });
    await expect(opening).rejects.not.toHaveProperty('cause');
  });

  it(
    'reads from the server what is not kept in memory, and nothing from a node that is behind',
    async () => {
      for (const _ of upTo(MANY / 100)) {
        const [stream, command] = [newStream('plan'), randomUUID()];
        const events = upTo(100).map((index) => example(stream, index + 1, command));
        server.events.append(
          events.map(({ id, type, body }) => ({ stream, id, type, data: Buffer.from(body) })),
          [],
        );
      }
      const log = await open();
      expect(positions(await all(log.readAll()))).toEqual(upTo(MANY));
      server.reading.behindBy = 1;
      await expect(all(log.readAll({ types: ['patto.persons.PlanSigned.v1'] }))).rejects.toMatchObject({ name: 'NotThere' });
      expect(positions(await all(log.readAll({ after: MANY - 10 })))).toEqual(upTo(MANY).slice(-9));
    },
    TIMEOUT_MS,
  );
});
