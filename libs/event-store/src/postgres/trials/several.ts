import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { chances, newStream, tally, upTo, verdict, write } from '../../conformance/examples.ts';
import { guard, interleave } from '../../conformance/guarding.ts';
import { watch, writeUntil } from '../../conformance/ordering.ts';
import type { EventLog } from '../../log.ts';
import { openPostgresLog } from '../postgres-log.ts';
import { opening, type PreparedDatabase } from './prepared.ts';

/** As many openings as a deployment has services; each has sessions of its own, as processes have. */
const OPENINGS = 4;
const WRITERS = 8;
const STREAMS = 20;
const CATCH_UP_MS = 60_000;

/** How long, and how often. */
export interface Extent {
  readonly orderMs: number;
  readonly interleavings: number;
}

/** Registers what is promised while several processes write and read one log. */
export const severalOpenings = (database: PreparedDatabase, { orderMs, interleavings }: Extent): void => {
  let logs: EventLog[] = [];
  let schema = '';
  const log = (index: number): EventLog => logs[index % OPENINGS] as EventLog;
  beforeEach(async () => {
    schema = await database.schema();
    logs = await Promise.all(upTo(OPENINGS).map(() => openPostgresLog(opening(database, schema))));
  });
  afterEach(() => Promise.all(logs.map((one) => one.close())));

  it(
    `is dense for ${OPENINGS} readers while ${WRITERS} writers write: nothing is missed, nothing seen twice`,
    async () => {
      const stop = new AbortController();
      const streams = upTo(STREAMS).map(() => newStream('plan'));
      const seen = upTo(OPENINGS).map(() => ({ next: 0, wrong: 0, pages: 0 }));
      const readers = seen.map((reader, index) => watch(log(index), reader, [1, 7, 100, 1_000][index] ?? 1, stop.signal));
      const ends = Date.now() + orderMs;
      const written = await Promise.all(upTo(WRITERS).map((seed) => writeUntil(log(seed), ends, streams, chances(seed))));
      const recorded = written.reduce((sum, { events }) => sum + events, 0);
      for (const latest = Date.now() + CATCH_UP_MS; seen.some(({ next }) => next < recorded) && Date.now() < latest; ) await delay(10);
      stop.abort();
      await Promise.all(readers);
      expect(recorded).toBeGreaterThan(WRITERS * 10);
      expect(written.reduce((sum, { collisions }) => sum + collisions, 0)).toBeGreaterThan(0);
      expect(await log(0).head()).toBe(recorded - 1);
      expect(seen.map(({ next, wrong }) => ({ next, wrong }))).toEqual(upTo(OPENINGS).map(() => ({ next: recorded, wrong: 0 })));
    },
    orderMs + 2 * CATCH_UP_MS,
  );

  it(
    `records no act after the revocation of what it relies on, which another process records, in ${interleavings} interleavings`,
    async () => {
      const { verdicts, late } = await interleave(log(0), log(1), interleavings, (mandate) => [guard(mandate, 1)]);
      const counts = tally(verdicts);
      expect(late).toBe(0);
      expect(counts.recorded).toBeGreaterThan(interleavings / 10);
      expect(counts.GuardMoved).toBeGreaterThan(interleavings / 10);
    },
    2 * CATCH_UP_MS,
  );

  it('records a command once, in one stream, when it comes in all of them at once for another stream each', async () => {
    const asked = upTo(250).map(() => randomUUID());
    const told = await Promise.all(
      asked.map(async (command) => tally(await Promise.all(upTo(OPENINGS).map((index) => verdict(write(log(index), newStream('plan'), 0, { command })))))),
    );
    expect(told).toEqual(asked.map(() => ({ recorded: 1, AlreadyRecorded: OPENINGS - 1 })));
    expect(await log(0).head()).toBe(asked.length - 1);
  });

  it('would record acts after the revocation without the guard', async () => {
    expect((await interleave(log(0), log(1), 250, () => [])).late).toBeGreaterThan(0);
  });
};
