import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { answers, freePort } from './machine.ts';
import { startProgram } from './program.ts';

jest.setTimeout(60_000); // Each starts processes, on two shared cores.

/** A server that says when it is asked to end. */
const SERVER = `
  require('node:net').createServer().listen(Number(process.argv[1]), '127.0.0.1');
  process.on('SIGTERM', () => { console.log('asked to end'); process.exit(0); });`;

describe('a program beside a test', () => {
  let folder = '';
  let port = 0;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'patto-program-'));
    port = await freePort();
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const start = () => startProgram(process.execPath, ['-e', SERVER, String(port)], { folder, name: 'server', port });
  const isThere = () => answers({ port, host: '127.0.0.1' });
  const said = () => readFileSync(join(folder, 'server.log'), 'utf8');

  it('answers when it has started, and is asked to end when it is stopped', async () => {
    const program = await start();
    expect(await isThere()).toBe(true);
    await program.stop();
    expect([await isThere(), said()]).toEqual([false, 'asked to end\n']);
  });

  it('ends at once when it is killed, and starts again in the same place', async () => {
    await (await start()).kill();
    expect(await isThere()).toBe(false);
    expect(said()).not.toContain('asked to end');
    const again = await start();
    expect(await isThere()).toBe(true);
    await again.stop();
  });

  it('tells what it said last where it ends before it answers', async () => {
    const starting = startProgram(process.execPath, ['-e', "console.log('The disk is full.')"], { folder, name: 'server', port });
    await expect(starting).rejects.toThrow('server did not start: The disk is full.');
  });

  it('ends also when whoever started it is killed', async () => {
    const parent = join(folder, 'parent.ts');
    const its = JSON.stringify({ folder, name: 'server', port });
    writeFileSync(
      parent,
      `import { startProgram } from ${JSON.stringify(join(import.meta.dirname, 'program.ts'))};
      await startProgram(process.execPath, ['-e', ${JSON.stringify(SERVER)}, '${port}'], ${its});
      process.kill(process.pid, 'SIGKILL');`,
    );
    const child = spawn(process.execPath, ['--conditions=source', parent], { stdio: 'ignore' });
    const [, signal] = await once(child, 'exit');
    expect(signal).toBe('SIGKILL');
    while (await isThere()) await delay(50);
    expect(await isThere()).toBe(false);
  });
});
