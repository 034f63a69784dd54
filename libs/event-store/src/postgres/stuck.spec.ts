import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { postgresFor } from '@patto/testing/engines';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { all, newStream, positions, upTo, write } from '../conformance/examples.ts';
import type { EventLog } from '../log.ts';
import { openPostgresLog } from './postgres-log.ts';
import { onPostgres, opening } from './trials/prepared.ts';

/** What is promised: a writer that stands still is out of the way within this time. */
const WITHIN_MS = 10_000;
const TIMEOUT_MS = 60_000;

await onPostgres('a writer that is stopped with SIGSTOP', postgresFor, (database) => {
  let log: EventLog;
  let schema = '';
  let warnings: string[] = [];
  let child: ChildProcess | undefined;
  let said: string[] = [];
  beforeEach(async () => {
    schema = await database.schema();
    [warnings, said] = [[], []];
    log = await openPostgresLog({ ...opening(database, schema), warn: (sentence) => warnings.push(sentence) });
  });
  afterEach(async () => {
    child?.kill('SIGKILL');
    await log.close();
  });

  const start = async (what: string): Promise<ChildProcess> => {
    const run = fileURLToPath(new URL('../sqlite/trials/run-typescript.mjs', import.meta.url));
    const script = fileURLToPath(new URL('./trials/stuck-child.ts', import.meta.url));
    const stdio = ['ignore', 'pipe', 'inherit'] as const;
    child = spawn(process.execPath, ['--conditions=source', '--import', run, script, what, database.url(), schema], { stdio: [...stdio] });
    const lines = createInterface({ input: child.stdout as Readable });
    lines.on('line', (line) => said.push(line));
    await once(lines, 'line');
    return child;
  };
  const timed = async (work: Promise<unknown>): Promise<number> => {
    const since = performance.now();
    await work;
    return performance.now() - since;
  };

  it.each(['holds', 'holds as its role lets it'])(
    'inside its transaction is out of the way within 10 seconds and named: it %s',
    async (how) => {
      const stopped = await start(how);
      stopped.kill('SIGSTOP');
      expect(await timed(write(log, newStream('plan'), 0))).toBeLessThan(WITHIN_MS);
      expect(warnings[0]).toMatch(
        new RegExp(`"the writer that stands still" \\(process \\d+ of the database, role ${database.role}\\) has held up all writers`),
      );
      if (how === 'holds') expect(warnings.at(-1)).toContain('Its session was ended.');
      expect(await timed(write(log, newStream('plan'), 0))).toBeLessThan(1_000);
    },
    TIMEOUT_MS,
  );

  it(
    'while it writes, again and again, holds nobody up for longer, and goes on when it is continued: nothing is lost or recorded twice',
    async () => {
      const busy = await start('writes');
      let longest = 0;
      for (const round of upTo(6)) {
        busy.kill('SIGSTOP');
        longest = Math.max(longest, await timed(write(log, newStream('need'), 0)));
        await delay(50 * round);
        busy.kill('SIGCONT');
        await delay(100 + 37 * round);
      }
      expect(longest).toBeLessThan(WITHIN_MS);
      const before = await log.head();
      await delay(1_000);
      const after = await log.head();
      expect(after).toBeGreaterThan(before);
      busy.kill('SIGKILL');
      await once(busy, 'exit');
      expect(said).toEqual(['ready']);
      const events = await all(log.readAll());
      expect(positions(events)).toEqual(upTo(events.length));
    },
    TIMEOUT_MS,
  );
});
