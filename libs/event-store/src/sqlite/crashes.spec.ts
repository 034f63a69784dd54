import { describe, expect, it } from '@jest/globals';
import { DatabaseSync } from 'node:sqlite';
import { openSqliteLog } from './sqlite-log.ts';
import { acknowledged, eachWithAWriter, losesNothing, lost, TIMEOUT_MS } from './trials/crash.ts';

/** 512 KiB: room to begin with, and full after some hundred events. */
const BLOCKS_OF_A_SMALL_DISK = 1_024;

const its = eachWithAWriter();

describe('a process that is killed while it writes', () => {
  losesNothing(its, 8);

  it(
    'keeps others out while it lives, lets readers in, and makes way when it dies',
    async () => {
      const writer = its.writer();
      await writer.saidLines(50);
      expect(() => openSqliteLog({ file: its.file, onFatal: () => undefined })).toThrow(`${its.file} is in use by another process.`);
      const reader = new DatabaseSync(its.file, { readOnly: true });
      expect(reader.prepare('SELECT count(*) AS count FROM event').get()?.count).toBeGreaterThan(0);
      reader.close();
      await writer.kill();
      expect((await its.recordedNow()).goesOn).toBe('recorded');
    },
    TIMEOUT_MS,
  );
});

describe('a disk that takes no more', () => {
  it(
    'stops the log: nothing is acknowledged after, nothing acknowledged is lost, and it goes on when there is room',
    async () => {
      const writer = its.writer(BLOCKS_OF_A_SMALL_DISK);
      await writer.ended;
      const stop = writer.said.findIndex((line) => line.startsWith('stopped '));
      const [before, after] = [writer.said.slice(0, stop), writer.said.slice(stop + 1)];
      expect(writer.said[stop]).toMatch(/A write to the event log failed \((disk I\/O error|database or disk is full)\)/);
      expect(after).toEqual(['refused']);
      const promised = acknowledged(before);
      const found = await its.recordedNow();
      expect(promised.size).toBeGreaterThan(20);
      expect(lost(promised, found.ids)).toBe(0);
      expect(found.goesOn).toBe('recorded');
    },
    TIMEOUT_MS,
  );

  it(
    'is what stopped it: with room, the same writer goes on past that point',
    async () => {
      const writer = its.writer();
      await writer.saidLines(3_000);
      await writer.kill();
      expect(writer.said.some((line) => line.startsWith('stopped '))).toBe(false);
      expect(acknowledged(writer.said).size).toBeGreaterThan(2_900);
    },
    TIMEOUT_MS,
  );
});
