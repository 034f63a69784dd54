import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { all, example, following, MORNING, newStream, positions, upTo, verdict, write } from '../conformance/examples.ts';
import { openKurrentLog } from './open.ts';
import { startFake } from '@patto/testing/kurrentdb';
import { type LogOnAFake, neverFatal, onAFake } from './trials/on-a-fake.ts';

/** A server that says nothing is given up after this. */
const ANSWERS_WITHIN_MS = 1_500;
const TIMEOUT_MS = 30_000;

for (const appendsRecords of [true, false]) {
  const call = appendsRecords ? 'appendRecords' : 'batchAppend';

  describe(`the event log on a KurrentDB that ${appendsRecords ? 'appends to several streams at once' : 'appends to one stream at a time'}`, () => {
    let its: LogOnAFake;
    beforeEach(async () => {
      its = await onAFake({ appendsRecords }, ANSWERS_WITHIN_MS)();
    });
    afterEach(() => its.destroy());

    it('says what it promises', () => {
      expect(its.log.capabilities).toEqual({ densePositions: true, guards: appendsRecords ? 'atomic' : 'checked' });
    });

    it('does not take the success of a stale repetition for a record of its own', async () => {
      const [plan, command] = [newStream('plan'), randomUUID()];
      const first = example(plan, 1, command);
      const recorded = await its.log.append(plan, 0, [first], { command });
      // Another process that has not heard of it: the same ids, another time, and no memory of the stream.
      const other = await openKurrentLog({ url: its.server.url, service: 'another', onFatal: neverFatal });
      const again = { ...example(plan, 1, command, { time: MORNING + 1 }), id: first.id };
      const repeated = { ...again, body: again.body.replace(/"id":"[^"]+"/, `"id":"${first.id}"`) };
      await expect(other.append(plan, 0, [repeated], { command })).rejects.toMatchObject({ name: 'AlreadyRecorded', outcome: { ...recorded, stream: plan } });
      await other.close();
      expect((await all(its.log.read(plan))).map(({ body }) => body)).toEqual([first.body]);
    });

    for (const fault of ['done, then unavailable', 'done, then silent', 'unavailable', 'silent'] as const) {
      it(
        `tells an append that was ${fault} from one that was recorded, and takes it once when it is sent again`,
        async () => {
          const [plan, command] = [newStream('plan'), randomUUID()];
          its.server.faults.add(call, fault);
          expect(await verdict(write(its.log, plan, 0, { command }))).toBe('NotThere');
          expect(await verdict(write(its.log, plan, 0, { command }))).toBe(fault.startsWith('done') ? 'AlreadyRecorded' : 'recorded');
          expect(await its.log.revision(plan)).toBe(1);
          expect(its.server.faults.met).toMatchObject({ [`${call}: ${fault}`]: 1 });
        },
        TIMEOUT_MS,
      );
    }

    for (const fault of ['done, then unavailable', 'done, then silent'] as const) {
      it(
        `knows a command whose append was ${fault} when it comes for another stream`,
        async () => {
          const [plan, command] = [newStream('plan'), randomUUID()];
          its.server.faults.add(call, fault);
          expect(await verdict(write(its.log, plan, 0, { command }))).toBe('NotThere');
          await expect(write(its.log, newStream('plan'), 0, { command })).rejects.toMatchObject({ name: 'AlreadyRecorded', outcome: { stream: plan } });
        },
        TIMEOUT_MS,
      );
    }

    it('gives up a reading that brings nothing, and reads again', async () => {
      const plan = newStream('plan');
      await write(its.log, plan, 0);
      for (const fault of ['silent', 'unavailable'] as const) {
        its.server.faults.add('read', fault);
        await expect(all(its.log.read(plan))).rejects.toMatchObject({ name: 'NotThere' });
        expect(await all(its.log.read(plan))).toHaveLength(1);
      }
      expect(its.server.faults.met).toMatchObject({ 'read: silent': 1, 'read: unavailable': 1 });
    });

    it(
      'misses nothing and sees nothing twice while its subscription is dropped again and again',
      async () => {
        await its.destroy();
        its = await onAFake({ appendsRecords })(); // Nothing is silent here: an answer may take as long as a busy machine needs.
        const stop = new AbortController();
        its.server.reading.dropAfter = 7;
        its.server.reading.drop();
        const followed = following(its.log.subscribe({ pageSize: 3 }, stop.signal));
        its.server.faults.add('subscribe', 'unavailable', 2);
        for (const _ of upTo(60)) await write(its.log, newStream('plan'), 0);
        expect(positions(await followed.until(await its.log.head(), stop))).toEqual(upTo(60));
        expect(its.server.faults.met['dropped']).toBeGreaterThanOrEqual(8);
        expect(its.server.faults.met['subscribe: unavailable']).toBe(2);
      },
      TIMEOUT_MS,
    );

    it(
      'asks anew where a subscription says nothing more, and does not end',
      async () => {
        its.server.reading.isHushed = true;
        const [plan, command] = [newStream('plan'), randomUUID()];
        expect(await verdict(write(its.log, plan, 0, { command }))).toBe('NotThere'); // Its position is not known.
        await expect(all(its.log.readAll())).rejects.toMatchObject({ name: 'NotThere' });
        expect(await verdict(write(its.log, newStream('plan'), 0, { command }))).toBe('NotThere'); // It may have been recorded.
        its.server.reading.isHushed = false;
        expect(await verdict(write(its.log, newStream('plan'), 0, { command }))).toBe('AlreadyRecorded');
        expect(await all(its.log.readAll())).toHaveLength(1);
        expect(await verdict(write(its.log, plan, 0, { command }))).toBe('AlreadyRecorded');
        expect(its.server.faults.met['subscribed']).toBeGreaterThanOrEqual(2);
      },
      TIMEOUT_MS,
    );

    it(
      'goes on when the server was away and is there again',
      async () => {
        const [stop, plan] = [new AbortController(), newStream('plan')];
        await write(its.log, plan, 0);
        const followed = following(its.log.subscribe({}, stop.signal));
        its.server.stop();
        expect(await verdict(write(its.log, plan, 1))).toBe('NotThere');
        const again = await startFake({ appendsRecords }, its.server);
        for (let tries = 0; (await verdict(write(its.log, plan, 1))) === 'NotThere'; tries += 1) expect(tries).toBeLessThan(10);
        expect(positions(await followed.until(await its.log.head(), stop))).toEqual([0, 1]);
        again.stop();
      },
      TIMEOUT_MS,
    );
  });
}

describe('the event log on KurrentDB', () => {
  let its: LogOnAFake;
  beforeEach(async () => {
    its = await onAFake({ hasCommitRecords: true }, ANSWERS_WITHIN_MS)();
  });
  afterEach(() => its.destroy());

  it('leaves out what the server and others keep beside it', async () => {
    const { events } = its.server;
    events.recordAnothers('$stats-0.0.0.0:2113');
    await write(its.log, newStream('plan'), 0);
    events.recordAnothers('orders-1');
    expect(positions(await all(its.log.readAll()))).toEqual([0]);
    expect(await its.log.head()).toBe(0);
  });

  it('reads page by page through a transaction whose events share the place of their commit', async () => {
    const [plan, stop] = [newStream('plan'), new AbortController()];
    await write(its.log, plan, 0, { count: 30 });
    const followed = following(its.log.subscribe({ pageSize: 4 }, stop.signal));
    expect(positions(await followed.until(await its.log.head(), stop))).toEqual(upTo(30));
    expect(positions(await all(its.log.read(plan)))).toEqual(upTo(30));
  });

  it('does not let its address make a refused append a success', async () => {
    const url = `${its.server.url}&Throw_On-AppendFailure=false`;
    const log = await openKurrentLog({ url, service: 'tests', onFatal: neverFatal });
    const plan = newStream('plan');
    await write(log, plan, 0);
    expect(await verdict(write(log, plan, 0))).toBe('WrongRevision');
    await log.close();
  });

  it('stops where a stream of ours holds what this software did not write', async () => {
    const fatal: Error[] = [];
    const log = await openKurrentLog({ url: its.server.url, service: 'tests', onFatal: (error) => fatal.push(error), answersWithinMs: ANSWERS_WITHIN_MS });
    its.server.events.recordAnothers(newStream('plan'));
    await expect(all(log.subscribe({}, AbortSignal.timeout(ANSWERS_WITHIN_MS)))).rejects.toThrow(/did not write/);
    expect(fatal).toMatchObject([{ message: expect.stringMatching(/did not write/) }]);
    await log.close();
  });

  it('refuses a server whose restore was not brought to its end', async () => {
    await expect(
      its.log.restore(
        (async function* () {
          yield 'not an event';
        })(),
      ),
    ).rejects.toThrow(/^Line 1 /);
    await expect(its.reopen()).rejects.toMatchObject({ name: 'KurrentUnusable', message: expect.stringMatching(/not restored to its end/) });
  });

  it('says where nothing answers, and no password', async () => {
    const opening = openKurrentLog({ url: 'kurrentdb://admin:secret@127.0.0.1:1?tls=false', service: 'tests', onFatal: neverFatal, answersWithinMs: 3_000 });
    await expect(opening).rejects.toMatchObject({ name: 'KurrentUnusable', message: expect.stringMatching(/127\.0\.0\.1:1\b/) });
    await expect(opening).rejects.not.toMatchObject({ message: expect.stringMatching(/secret/) });
  });
});
