import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { all, chances, newStream, positions, upTo, verdict, write } from '../conformance/examples.ts';
import { type ChildWriter, startWriter } from './child.ts';
import { openSqliteLog } from './sqlite-log.ts';

const KILLS = 8;
const TIMEOUT_MS = 120_000;
/** 512 KiB: room to begin with, and full after some hundred events. */
const BLOCKS_OF_A_SMALL_DISK = 1_024;

let folder: string;
let file: string;
let children: ChildWriter[];

const child = (fileBlocks?: number): ChildWriter => {
  const started = startWriter(file, fileBlocks);
  children.push(started);
  return started;
};

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'patto-crash-'));
  file = join(folder, 'events.db');
  children = [];
});

afterEach(async () => {
  for (const { kill } of children) await kill();
  await rm(folder, { recursive: true });
});

/** What a child was told is recorded, by position. */
const acknowledged = (lines: readonly string[]): Map<number, string> => {
  const promised = new Map<number, string>();
  for (const line of lines) {
    const [what, position, id] = line.split(' ');
    if (what === 'recorded' && id) promised.set(Number(position), id);
  }
  return promised;
};

const recordedNow = async (): Promise<{ ids: string[]; positions: number[]; goesOn: string }> => {
  const log = openSqliteLog({ file, onFatal: () => undefined });
  const events = await all(log.readAll());
  const goesOn = await verdict(write(log, newStream('plan'), 0));
  await log.close();
  return { ids: events.map(({ event }) => event.id), positions: positions(events), goesOn };
};

const lost = (promised: Map<number, string>, ids: readonly string[]): number => [...promised].filter(([position, id]) => ids[position] !== id).length;

describe('a process that is killed while it writes', () => {
  it(
    `has lost nothing that it acknowledged, ${KILLS} times in a row`,
    async () => {
      const chance = chances(9);
      const promised = new Map<number, string>();
      let kills = 0;
      for (const _ of upTo(KILLS)) {
        const writer = child();
        await writer.saidLines(1 + Math.floor(chance() * 600));
        if ((await writer.kill()) === 'SIGKILL') kills += 1;
        for (const [position, id] of acknowledged(writer.said)) promised.set(position, id);
        const found = await recordedNow();
        expect(found.positions).toEqual(upTo(found.ids.length));
        expect(lost(promised, found.ids)).toBe(0);
        expect(found.goesOn).toBe('recorded');
      }
      expect(kills).toBe(KILLS);
      expect(promised.size).toBeGreaterThan(KILLS * 20);
      expect(lost(promised, [])).toBe(promised.size);
    },
    TIMEOUT_MS,
  );

  it(
    'keeps others out while it lives, lets readers in, and makes way when it dies',
    async () => {
      const writer = child();
      await writer.saidLines(50);
      expect(() => openSqliteLog({ file, onFatal: () => undefined })).toThrow(`${file} is in use by another process.`);
      const reader = new DatabaseSync(file, { readOnly: true });
      expect(reader.prepare('SELECT count(*) AS count FROM event').get()?.['count']).toBeGreaterThan(0);
      reader.close();
      await writer.kill();
      expect((await recordedNow()).goesOn).toBe('recorded');
    },
    TIMEOUT_MS,
  );
});

describe('a disk that takes no more', () => {
  it(
    'stops the log: nothing is acknowledged after, nothing acknowledged is lost, and it goes on when there is room',
    async () => {
      const writer = child(BLOCKS_OF_A_SMALL_DISK);
      await writer.ended;
      const stop = writer.said.findIndex((line) => line.startsWith('stopped '));
      const [before, after] = [writer.said.slice(0, stop), writer.said.slice(stop + 1)];
      expect(writer.said[stop]).toMatch(/A write to the event log failed \((disk I\/O error|database or disk is full)\)/);
      expect(after).toEqual(['refused']);
      const promised = acknowledged(before);
      const found = await recordedNow();
      expect(promised.size).toBeGreaterThan(20);
      expect(lost(promised, found.ids)).toBe(0);
      expect(found.goesOn).toBe('recorded');
    },
    TIMEOUT_MS,
  );

  it(
    'is what stopped it: with room, the same writer goes on past that point',
    async () => {
      const writer = child();
      await writer.saidLines(3_000);
      await writer.kill();
      expect(writer.said.some((line) => line.startsWith('stopped '))).toBe(false);
      expect(acknowledged(writer.said).size).toBeGreaterThan(2_900);
    },
    TIMEOUT_MS,
  );
});
