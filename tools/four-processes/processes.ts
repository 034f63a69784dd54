import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** What is asked of a process whose clock a test moves. */
export interface Asked {
  readonly id: number;
  readonly ask: 'idle' | 'head' | 'tick' | 'nextDue' | 'move' | 'close';
  /** For `move`: milliseconds of the Unix epoch; the system's clock where it is left out. */
  readonly to?: number;
}

/** A service in a process of its own, whose clock and work the test moves. */
export interface ToldProcess {
  readonly url: string;
  readonly organisation: string;
  /** All that it wrote so far: its log. */
  said(): string;
  ask<Value>(ask: Asked['ask'], to?: number): Promise<Value>;
  /** Closes it as a stop does. */
  close(): Promise<void>;
  /** Ends it, however it is. */
  kill(): void;
}

export type Environment = Readonly<Record<string, string>>;

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const RUN_TYPESCRIPT = here('../../libs/event-store/src/sqlite/trials/run-typescript.mjs');

/** Our own settings of this process are not the child's. */
const withoutOurs = (): NodeJS.ProcessEnv => Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('PATTO_')));

/** Starts a service with these settings. @throws Error with what it said where it ended before it was ready */
export const startTold = async (service: string, settings: Environment): Promise<ToldProcess> => {
  const child = fork(here('told-child.ts'), [service], {
    execArgv: ['--conditions=source', '--import', RUN_TYPESCRIPT],
    env: { ...withoutOurs(), ...settings },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let said = '';
  for (const output of [child.stdout, child.stderr]) {
    output?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
  }
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  const ready = Promise.withResolvers<{ readonly ready: string; readonly organisation: string }>();
  child.on('message', (came: { id?: number; value?: unknown; error?: string; ready?: string; organisation?: string }) => {
    if (came.ready !== undefined) return ready.resolve(came as { ready: string; organisation: string });
    const waits = waiting.get(came.id ?? -1);
    waiting.delete(came.id ?? -1);
    if (came.error === undefined) waits?.resolve(came.value);
    else waits?.reject(new Error(came.error));
  });
  child.on('exit', (code, signal) => {
    const error = new Error(`${service} ended with ${code ?? signal}: ${said}`);
    ready.reject(error);
    for (const { reject } of waiting.values()) reject(error);
  });
  const { ready: url, organisation } = await ready.promise;
  let last = 0;
  const ask = <Value>(what: Asked['ask'], to?: number): Promise<Value> =>
    new Promise((resolve, reject) => {
      last += 1;
      waiting.set(last, { resolve: resolve as (value: unknown) => void, reject });
      child.send({ id: last, ask: what, ...(to !== undefined && { to }) } satisfies Asked);
    });
  return {
    url,
    organisation,
    said: () => said,
    ask,
    close: async () => {
      const ended = once(child, 'exit');
      await ask('close');
      await ended;
    },
    kill: () => void child.kill('SIGKILL'),
  };
};
