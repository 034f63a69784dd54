import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const here = import.meta.dirname;
const folder = mkdtempSync(join(tmpdir(), 'patto-launcher-'));
const started: ChildProcess[] = [];

/** A program that tells its process id and each signal, and ends 300 ms after the first as if it had closed its files. */
const counting = `
  const say = (line) => require('node:fs').writeSync(1, line + '\\n');
  let signals = 0;
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => {
    say(signal + ' ' + ++signals);
    setTimeout(() => { say('stopped cleanly after ' + signals); process.exit(7); }, 300);
  });
  say('running ' + process.pid);
  setInterval(() => {}, 1000);
`;

/** Starts the program as the launcher does, in a process group of its own, as a terminal would. */
const launched = async (program: string): Promise<{ launcher: ChildProcess; output: string; pid: number }> => {
  const file = join(folder, 'program.cjs');
  const output = join(folder, `output-${started.length}-${Date.now()}`);
  writeFileSync(file, program);
  const script = `
    const { run, endingWithUs } = require(${JSON.stringify(join(here, 'run.cjs'))});
    const output = require('node:fs').openSync(${JSON.stringify(output)}, 'w');
    run(process.execPath, endingWithUs([${JSON.stringify(file)}]), { stdio: ['ignore', output, output] }).then((code) => { process.exitCode = code; });
  `;
  const launcher = spawn(process.execPath, ['-e', script], { stdio: 'inherit', detached: true });
  started.push(launcher);
  const pid = await until(() => Number(/running (\d+)/.exec(readFileSync(output, { encoding: 'utf8', flag: 'a+' }))?.[1]));
  return { launcher, output, pid };
};

/** Waits for what is true within ten seconds, which is long for a process to start or to end. */
const until = async <Value>(look: () => Value): Promise<Value> => {
  for (let tries = 0; tries < 500; tries += 1) {
    const seen = look();
    if (seen) return seen;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('It did not happen within ten seconds.');
};

const isAlive = (pid: number): boolean => spawnSync('kill', ['-0', String(pid)]).status === 0;

afterEach(() => {
  for (const launcher of started.splice(0)) launcher.kill('SIGKILL');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the launcher', () => {
  it('passes one Ctrl-C on once, though the terminal and npm both send it, and ends with the code of the program', async () => {
    const { launcher, output } = await launched(counting);
    const ended = once(launcher, 'exit');
    process.kill(-Number(launcher.pid), 'SIGINT');
    launcher.kill('SIGINT');
    expect((await ended)[0]).toBe(7);
    expect(readFileSync(output, 'utf8')).toMatch(/SIGINT 1\nstopped cleanly after 1\n$/);
  });

  it('leaves no program behind when it is killed, and the program still stops cleanly', async () => {
    const { launcher, output, pid } = await launched(counting);
    launcher.kill('SIGKILL');
    await until(() => !isAlive(pid));
    expect(readFileSync(output, 'utf8')).toMatch(/SIGTERM 1\nstopped cleanly after 1\n$/);
  });

  it('says by which signal the program ended', async () => {
    const { launcher, pid } = await launched(counting);
    const ended = once(launcher, 'exit');
    process.kill(pid, 'SIGKILL');
    expect((await ended)[0]).toBe(137);
  });
});
