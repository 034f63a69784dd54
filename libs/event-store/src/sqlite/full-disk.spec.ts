import { couldNotRun } from '@patto/testing';
import { afterAll, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newStream, verdict, write } from '../conformance/examples.ts';
import { openSqliteLog } from './sqlite-log.ts';

const folder = mkdtempSync(join(tmpdir(), 'patto-full-disk-'));
const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'patto-small-disk', folder]).status === 0;

describe('a disk that is full at the start', () => {
  afterAll(() => {
    if (mounted) spawnSync('umount', [folder]);
    rmSync(folder, { recursive: true });
  });

  it.each([0, 200_000])('ends the start with what to do, and holds it up no more when there is room: %i bytes free', async (free) => {
    if (!mounted) return couldNotRun('a start on a full disk', 'this user cannot mount a small disk');
    const file = join(folder, `events-${free}.sqlite`);
    const open = () => openSqliteLog({ file, onFatal: () => undefined });
    const before = open();
    await write(before, newStream('plan'), 0);
    await before.close();
    const letter = join(folder, 'letter.txt');
    expect(() => writeFileSync(letter, 'x'.repeat(5_000_000))).toThrow('ENOSPC');
    truncateSync(letter, statSync(letter).size - free);

    expect(open).toThrow(`${file} has no room on its disk. Free some, then start again.`);

    rmSync(letter);
    const after = open();
    expect(await verdict(write(after, newStream('plan'), 0))).toBe('recorded');
    expect(await after.head()).toBe(1);
    await after.close();
  });
});
