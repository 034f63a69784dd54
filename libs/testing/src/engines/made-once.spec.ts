import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { madeOnce } from './made-once.ts';

const BUILD_MS = 300; // Longer than it takes the second to come.

describe('a folder that is made once', () => {
  let cache = '';
  let builds = 0;
  beforeEach(() => {
    builds = 0;
    cache = mkdtempSync(join(tmpdir(), 'patto-made-'));
  });
  afterEach(() => rmSync(cache, { recursive: true }));
  const build = async (folder: string) => {
    builds += 1;
    await delay(BUILD_MS);
    writeFileSync(join(folder, 'program'), 'built');
  };

  it('is made by one of those who need it at the same time, and found by all of them and by those who come later', async () => {
    const places = await Promise.all([1, 2, 3].map(() => madeOnce('program-1', build, cache)));
    places.push(await madeOnce('program-1', build, cache));
    expect([builds, new Set(places).size, readFileSync(join(cache, 'program-1', 'program'), 'utf8')]).toEqual([1, 1, 'built']);
    expect(readdirSync(cache)).toEqual(['program-1']);
  });

  it('is made by the next where the first failed, whose failure is told, and of whom nothing is left', async () => {
    const failing = async (folder: string) => {
      writeFileSync(join(folder, 'half'), '');
      await delay(BUILD_MS);
      throw new Error('The disk is full.');
    };
    const [first, second] = await Promise.allSettled([madeOnce('program-1', failing, cache), madeOnce('program-1', build, cache)]);
    expect([first.status === 'rejected' && first.reason.message, second.status]).toEqual(['The disk is full.', 'fulfilled']);
    expect(readdirSync(join(cache, 'program-1'))).toEqual(['program']);
    expect(readdirSync(cache)).toEqual(['program-1']);
  });

  it('is not waited for where whoever made it was killed', async () => {
    const { pid } = spawnSync(process.execPath, ['-e', '']);
    writeFileSync(join(cache, 'program-1.making'), String(pid));
    expect(existsSync(await madeOnce('program-1', build, cache))).toBe(true);
    expect(builds).toBe(1);
  });
});
