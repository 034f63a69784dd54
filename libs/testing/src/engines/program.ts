import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { NoServer } from './engine-server.ts';
import { answers } from './machine.ts';

const LOOK_EVERY_MS = 50;
/** A server that does not answer by then will not: a cold Java on a busy machine takes ten seconds. */
const LONGEST_START_MS = 90_000;
/** What does not end by then when it is asked to is killed. */
const LONGEST_STOP_MS = 20_000;
const MOST_OUTPUT = 64 * 1024 * 1024; // Bytes; a build tool that fails can say a lot.
const TOLD = 800; // Characters of what a program said last.

export interface ProgramOptions {
  /** Its output goes into `<name>.log` there. */
  readonly folder: string;
  readonly name: string;
  /** Where it answers when it is ready. */
  readonly port: number;
  /** Who it runs as, where that is somebody else. */
  readonly user?: { readonly uid: number; readonly gid: number } | undefined;
  /** What asks it to end. */
  readonly stopSignal?: NodeJS.Signals;
}

/** A program that runs beside this one and ends with it, however this one ends. */
export interface Program {
  readonly pid: number;
  /** Ends it at once, as a power cut would. */
  kill(): Promise<void>;
  /** Asks it to end, and waits until it did. */
  stop(): Promise<void>;
}

/**
 * Waits beside the program for the end of our standard input, which comes when we end or are killed. A server of its own session gets no Ctrl-C of the
 * terminal: we stop servers in their order.
 */
const ENDS_WITH_US = `exec 3<&0; "$@" </dev/null & child=$!; echo $child >&4
(while read -r line <&3; do :; done; kill -TERM $child) 3<&3 & wait $child; code=$?; kill $! 2>/dev/null; exit $code`;

/** Starts a program and waits until it answers. @throws NoServer with what it said last where it ends before */
export const startProgram = async (
  command: string,
  args: readonly string[],
  { folder, name, port, user, stopSignal = 'SIGTERM' }: ProgramOptions,
): Promise<Program> => {
  const log = join(folder, `${name}.log`);
  const output = openSync(log, 'a'); // Its own to write to: what it says is there when it has ended.
  const wrapped = ['-c', ENDS_WITH_US, name, command, ...args];
  const child = spawn('sh', wrapped, { ...user, detached: true, stdio: ['pipe', output, output, 'ignore', 'pipe'] });
  closeSync(output);
  const pid = await pidOf(child);
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  void ended.then(() => child.stdin?.destroy());

  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (child.exitCode === null) signalTo(pid, signal);
    const late = setTimeout(() => signalTo(pid, 'SIGKILL'), LONGEST_STOP_MS);
    await ended;
    clearTimeout(late);
  };
  for (let left = LONGEST_START_MS; !(await answers({ port, host: '127.0.0.1' })); left -= LOOK_EVERY_MS) {
    if (child.exitCode === null && left > 0) await delay(LOOK_EVERY_MS);
    else {
      await end('SIGKILL');
      throw new NoServer(`${name} did not start: ${readFileSync(log, 'utf8').slice(-TOLD)}`);
    }
  }
  return { pid, kill: () => end('SIGKILL'), stop: () => end(stopSignal) };
};

const pidOf = (child: ChildProcess): Promise<number> =>
  new Promise((resolve, reject) => {
    child.once('error', reject);
    child.stdio[4]?.once('data', (told) => resolve(Number(String(told))));
  });

const signalTo = (pid: number, signal: NodeJS.Signals) => {
  try {
    process.kill(pid, signal);
  } catch {
    // It ended by itself.
  }
};

/** Runs a program to its end. @throws NoServer with what it said last where it fails */
export const runProgram = (command: string, args: readonly string[], folder: string, user: ProgramOptions['user'] = undefined): Promise<string> =>
  new Promise((resolve, reject) => {
    execFile(command, [...args], { ...user, cwd: folder, maxBuffer: MOST_OUTPUT }, (error, stdout, stderr) => {
      if (error) reject(new NoServer(`${command} failed: ${`${stdout}${stderr}`.trim().slice(-TOLD) || error.message}`));
      else resolve(stdout);
    });
  });
