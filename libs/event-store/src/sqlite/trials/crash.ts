import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { all, chances, newStream, positions, upTo, verdict, write } from '../../conformance/examples.ts';
import { openSqliteLog } from '../sqlite-log.ts';
import { type ChildWriter, startWriter } from './child.ts';

/** Starting a hundred processes on a busy machine. */
export const TIMEOUT_MS = 900_000;

/** What the log holds when it is opened after a crash, and whether it takes another event. */
interface Found {
  readonly ids: readonly string[];
  readonly positions: readonly number[];
  readonly goesOn: string;
}

/** A folder for each test of a block, and processes that write to the log in it; none outlives its test. */
export const eachWithAWriter = () => {
  let folder = '';
  let children: ChildWriter[] = [];
  const file = (): string => join(folder, 'events.db');
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'patto-crash-'));
    children = [];
  });
  afterEach(async () => {
    for (const { kill } of children) await kill();
    await rm(folder, { recursive: true });
  });
  return {
    get file() {
      return file();
    },
    /** Starts one; `fileBlocks` makes its disk full after so many blocks of 512 bytes. */
    writer: (fileBlocks?: number): ChildWriter => {
      const started = startWriter(file(), fileBlocks);
      children.push(started);
      return started;
    },
    recordedNow: async (): Promise<Found> => {
      const log = openSqliteLog({ file: file(), onFatal: () => undefined });
      const events = await all(log.readAll());
      const goesOn = await verdict(write(log, newStream('plan'), 0));
      await log.close();
      return { ids: events.map(({ event }) => event.id), positions: positions(events), goesOn };
    },
  };
};

/** What a writer was told is recorded: ids by position. */
export const acknowledged = (lines: readonly string[]): Map<number, string> => {
  const promised = new Map<number, string>();
  for (const line of lines) {
    const [what, position, id] = line.split(' ');
    if (what === 'recorded' && id) promised.set(Number(position), id);
  }
  return promised;
};

/** How many acknowledged events are not where they were said to be. */
export const lost = (promised: ReadonlyMap<number, string>, ids: readonly string[]): number =>
  [...promised].filter(([position, id]) => ids[position] !== id).length;

/** Registers a test that kills a writer so many times, over one log. */
export const losesNothing = (its: ReturnType<typeof eachWithAWriter>, kills: number): void => {
  it(
    `has lost nothing that it acknowledged, ${kills} times in a row`,
    async () => {
      const chance = chances(9);
      const promised = new Map<number, string>();
      let killed = 0;
      for (const _ of upTo(kills)) {
        const writer = its.writer();
        await writer.saidLines(1 + Math.floor(chance() * 600));
        if ((await writer.kill()) === 'SIGKILL') killed += 1;
        for (const [position, id] of acknowledged(writer.said)) promised.set(position, id);
        const found = await its.recordedNow();
        expect(found.positions).toEqual(upTo(found.ids.length));
        expect(lost(promised, found.ids)).toBe(0);
        expect(found.goesOn).toBe('recorded');
      }
      expect(killed).toBe(kills);
      expect(promised.size).toBeGreaterThan(kills * 20);
      expect(lost(promised, [])).toBe(promised.size);
    },
    TIMEOUT_MS,
  );
};
