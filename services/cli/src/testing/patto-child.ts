import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { openDevelopmentIssuer } from '@patto/access';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const RUN_TYPESCRIPT = here('../../../../libs/event-store/src/sqlite/trials/run-typescript.mjs');
const MAIN = here('../main.ts');

/** How a `patto` ended, and all that it said. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly err: string;
}

/** A `patto` in a process of its own. */
export interface PattoChild {
  /** Where it listens, once it says so. @throws Error with what it said where it ended before */
  readonly ready: Promise<string>;
  readonly ended: Promise<Ended>;
  /** Sends a signal and waits until it has ended. */
  stop(signal: NodeJS.Signals): Promise<Ended>;
}

export type Environment = Readonly<Record<string, string>>;

/** The settings of a deployment in this folder, on a free port. */
export const settingsIn = (folder: string): Environment => ({ PATTO_DATA: join(folder, 'data'), PATTO_KEYS: join(folder, 'keys'), PATTO_PORT: '0' });

/** Starts `patto` with these arguments. No setting but these reaches it. */
export const startPatto = (args: readonly string[], settings: Environment): PattoChild => {
  const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('PATTO_')));
  const child = spawn(process.execPath, ['--conditions=source', '--import', RUN_TYPESCRIPT, MAIN, ...args], {
    env: { ...inherited, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ending = Promise.all([once(child, 'exit'), text(child.stdout), text(child.stderr)]);
  const ended = ending.then(([[code, signal], out, err]): Ended => ({ code, signal, out, err }));
  let said = '';
  const listening = new Promise<string>((resolve) => {
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const url = /^ready=(.+)$/m.exec(said)?.[1];
      if (url) resolve(url);
    });
  });
  const endedBefore = ended.then(({ code, err }): never => {
    throw new Error(`It ended with ${code} before it was ready: ${err}`);
  });
  const ready = Promise.race([listening, endedBefore]);
  ready.catch(() => undefined); // Whoever waits for it hears of it; most wait for its end only.
  return {
    ready,
    ended,
    stop: (signal) => {
      child.kill(signal);
      return ended;
    },
  };
};

/** What the API answered. */
export interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: a test looks at what came and says itself what it expects there.
  readonly body: any;
}

/** Sends `POST /organisations` as somebody who has a login. */
export type Ask = (as: string, route: string, body?: object | string, headers?: Environment) => Promise<Answer>;

/** Asks a Patto that listens at this address over the folder, with real tokens; a body that is a text goes as it is. */
export const asking = (url: string, folder: string): Ask => {
  const issuer = openDevelopmentIssuer({ folder: join(folder, 'keys'), audience: 'patto' });
  const tokens = new Map<string, Promise<string>>();
  const tokenOf = (login: string): Promise<string> => {
    const token = tokens.get(login) ?? issuer.issueToken({ login });
    tokens.set(login, token);
    return token;
  };
  return async (as, route, body, headers = {}) => {
    const [method = '', path = ''] = route.split(' ');
    const response = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${await tokenOf(as)}`, ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    return { status: response.status, body: await response.json() };
  };
};
