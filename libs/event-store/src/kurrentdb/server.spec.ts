import { kurrentFor } from '@patto/testing/engines';
import { afterAll, describe, expect, it } from '@jest/globals';
import { all, newStream, verdict, write } from '../conformance/examples.ts';
import { openKurrentLog } from './open.ts';
import { neverFatal } from './trials/on-a-fake.ts';

/** A container may take its time to stop. */
const STOPS_WITHIN_MS = 60_000;

const what = 'the event log on a KurrentDB server';
const server = await kurrentFor(what);

describe(what, () => {
  afterAll(() => server?.stop(), STOPS_WITHIN_MS);

  if (server) {
    it('records, refuses, guards and reads in order, also over a restart', async () => {
      const open = () => openKurrentLog({ url: server.url, service: 'tests', onFatal: neverFatal });
      const log = await open();
      const [plan, mandate] = [newStream('plan'), newStream('mandate')];
      await write(log, mandate, 0);
      const guards = [{ stream: mandate, revision: 1 }];
      expect(await verdict(write(log, plan, 0, { guards, count: 2 }))).toBe('recorded');
      expect(await verdict(write(log, plan, 0))).toBe('WrongRevision');
      await write(log, mandate, 1);
      expect(await verdict(write(log, plan, 2, { guards }))).toBe('GuardMoved');
      const before = await all(log.readAll());
      await log.close();
      const again = await open();
      expect((await all(again.readAll())).map(({ position, body }) => [position, body])).toEqual(before.map(({ position, body }) => [position, body]));
      await again.close();
    });
  } else it('is not tried here, as the last lines of the tests say', () => expect(server).toBeUndefined());
});
