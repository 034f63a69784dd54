import { describe, expect, it } from '@jest/globals';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { EventLog } from '../log.ts';
import { chances, newStream, type OpenLog, type SuiteOptions, upTo, write } from './examples.ts';
import { eachWithItsOwn } from './opened.ts';

const WRITERS = 8;
const READERS = 4;
/** Streams that several writers write to, so that they also collide. */
const STREAMS = 20;
/** What readers may need to catch up after the writers have stopped. */
const CATCH_UP_MS = 60_000;

/** What is promised to readers while many write. */
export const ordering = (open: OpenLog, { orderMs }: SuiteOptions): void => {
  describe('order', () => {
    const its = eachWithItsOwn(open);

    it(
      `is dense for ${READERS} readers while ${WRITERS} writers write: nothing is missed, nothing seen twice`,
      async () => {
        const stop = new AbortController();
        const streams = upTo(STREAMS).map(() => newStream('plan'));
        const seen = upTo(READERS).map(() => ({ next: 0, wrong: 0, pages: 0 }));
        const readers = seen.map((reader, index) => watch(its.log, reader, [1, 7, 100, 1_000][index] ?? 1, stop.signal));
        const ends = Date.now() + orderMs;
        const written = await Promise.all(upTo(WRITERS).map((seed) => writeUntil(its.log, ends, streams, chances(seed))));

        const recorded = written.reduce((sum, { events }) => sum + events, 0);
        const collisions = written.reduce((sum, writer) => sum + writer.collisions, 0);
        const latest = Date.now() + CATCH_UP_MS;
        while (seen.some(({ next }) => next < recorded) && Date.now() < latest) await nextTurn();
        stop.abort();
        await Promise.all(readers);

        expect(recorded).toBeGreaterThan(WRITERS * 10);
        expect(collisions).toBeGreaterThan(0);
        expect(await its.log.head()).toBe(recorded - 1);
        expect(seen.map(({ next, wrong }) => ({ next, wrong }))).toEqual(upTo(READERS).map(() => ({ next: recorded, wrong: 0 })));
      },
      orderMs + 2 * CATCH_UP_MS,
    );
  });
};

/** Counts what does not come in its place. */
export const watch = async (log: EventLog, reader: { next: number; wrong: number; pages: number }, pageSize: number, signal: AbortSignal): Promise<void> => {
  for await (const { events } of log.subscribe({ pageSize }, signal)) {
    reader.pages += 1;
    for (const { position } of events) {
      if (position !== reader.next) reader.wrong += 1;
      reader.next = position + 1;
    }
    if (reader.pages % 3 === 0) await nextTurn();
  }
};

/** Writes to streams that others write to as well, until a time; counts events, and how often another was faster. */
export const writeUntil = async (
  log: EventLog,
  ends: number,
  streams: readonly string[],
  chance: () => number,
): Promise<{ events: number; collisions: number }> => {
  const done = { events: 0, collisions: 0 };
  while (Date.now() < ends) {
    const stream = streams[Math.floor(chance() * streams.length)] ?? newStream('plan');
    const count = 1 + Math.floor(chance() * 3);
    const expected = await log.revision(stream);
    if (chance() < 0.3) await nextTurn();
    try {
      await write(log, stream, expected, { count });
      done.events += count;
    } catch (error) {
      if ((error as Error).name !== 'WrongRevision') throw error;
      done.collisions += 1;
    }
  }
  return done;
};
