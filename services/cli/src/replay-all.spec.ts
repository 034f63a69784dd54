import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { EXIT } from './exit.ts';
import { settingsIn, startPatto } from './testing/patto-child.ts';

const TIMEOUT_MS = 360_000; // A start with its seed and four more processes, each compiling what it runs, on two shared cores.

describe('patto replay', () => {
  const folder = mkdtempSync(join(tmpdir(), 'patto-replay-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const settings = settingsIn(folder);
  const run = async (...args: readonly string[]) => startPatto(['replay', ...args], settings).ended;
  const lines = (out: string) =>
    out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));

  it(
    'folds what a stopped Patto has anew, tells it as of a point, and refuses what it cannot do with a sentence',
    async () => {
      const patto = startPatto(['up'], settings);
      await patto.ready;
      expect(await run('--all')).toMatchObject({ code: EXIT.cannotStart, out: '' });
      await patto.stop('SIGTERM');

      const { code, out } = await run('--all', '--json');
      expect({ code, differing: JSON.parse(out).filter((one: { differing: number }) => one.differing !== 0) }).toEqual({ code: EXIT.ok, differing: [] });
      const then = await run('--as-of', '20');
      expect(lines(then.out)).toEqual(expect.arrayContaining([expect.objectContaining({ readModel: 'organisations' })]));
      expect(await run('--all', '--as-of', '3')).toMatchObject({ code: EXIT.failed, err: expect.stringContaining('Say one of') });
    },
    TIMEOUT_MS,
  );
});
