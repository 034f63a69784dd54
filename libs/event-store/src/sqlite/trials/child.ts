import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';

/** A child that writes to a log, and what it has said so far. */
export interface ChildWriter {
  readonly said: readonly string[];
  /** Resolves when the child has said so many lines or has ended. */
  saidLines(count: number): Promise<void>;
  /** Ends it at once, as a power cut would end the process. @returns the signal that it ended by, once all that it said is here */
  kill(): Promise<NodeJS.Signals | null>;
  /** Resolves when it has ended by itself. */
  readonly ended: Promise<unknown>;
}

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/**
 * Starts a process that writes to this file of events.
 * @param fileBlocks at most so many blocks of 512 bytes in one file, after which writing fails as on a full disk
 */
export const startWriter = (file: string, fileBlocks?: number): ChildWriter => {
  const command = [process.execPath, '--conditions=source', '--import', here('./run-typescript.mjs'), here('./child-writer.ts'), file];
  const limited = ['sh', '-c', `ulimit -f ${fileBlocks} && exec "$@"`, 'sh', ...command];
  const [program = '', ...rest] = fileBlocks === undefined ? command : limited;
  const child: ChildProcessByStdio<null, Readable, null> = spawn(program, rest, { stdio: ['ignore', 'pipe', 'inherit'] });
  const said: string[] = [];
  const lines = createInterface({ input: child.stdout });
  lines.on('line', (line) => said.push(line));
  const ended = Promise.all([once(child, 'exit'), once(lines, 'close')]);
  return {
    said,
    ended,
    saidLines: async (count) => {
      while (said.length < count && child.exitCode === null && child.signalCode === null) await Promise.race([once(lines, 'line'), ended]);
    },
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
      return child.signalCode;
    },
  };
};
