import { openDevelopmentIssuer } from '@patto/access';
import { DEVELOPMENT_ADMINISTRATOR, services } from '@patto/all-in-one';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { openEngines } from '../four-processes/engines.ts';
import type { Environment } from '../four-processes/processes.ts';
import { withChildren } from './http/child.ts';
import type { Listening, Told } from './http/messages.ts';
import { type Row, warmedInTurns } from './measure.ts';

const PATTO = fileURLToPath(new URL('../../services/cli/dist/main.js', import.meta.url));
const TURN = { warmMs: 3_000, runMs: 4_000 };

/** `patto serve` of what is built. */
const serve = (service: string, settings: Environment): ChildProcess =>
  spawn(process.execPath, [PATTO, 'serve', service], { env: { PATH: process.env['PATH'], ...settings }, stdio: ['ignore', 'pipe', 'inherit'] });

/** Where it listens, once it does. @throws Error where it ended before */
const urlOf = async ({ stdout }: ChildProcess): Promise<string> => {
  if (stdout) for await (const line of createInterface(stdout)) if (line.startsWith('ready=')) return line.slice('ready='.length);
  throw new Error('A service ended before it was ready.');
};

/**
 * Commands over HTTP from 64 clients: to one of four processes on PostgreSQL, Kafka and MongoDB's protocol, all on this machine, and to all services in
 * one process on SQLite. Undefined where this machine has no such servers.
 */
export const fourProcesses = async (folder: string, pairs: number): Promise<Row | undefined> => {
  const engines = await openEngines('commands over HTTP to four processes');
  if (!engines) return undefined;
  const serving: ChildProcess[] = [];
  try {
    for (const { name } of services) serving.push(serve(name, engines.settingsOf(name)));
    const urls = await Promise.all(serving.map(urlOf));
    const url = urls[services.findIndex(({ name }) => name === 'partnerships')] ?? '';
    const issuer = openDevelopmentIssuer({ folder: join(engines.folder, 'keys'), audience: 'patto' });
    const four = { url, token: await issuer.issueToken({ login: DEVELOPMENT_ADMINISTRATOR }) };
    const measured = await withChildren(async (start) => {
      const { first: one } = await start<Listening>('./command-server.ts', folder, '0');
      const { child: load } = await start('./load.ts');
      const run = async ({ url: to, token }: Pick<Listening, 'url' | 'token'>, ms: number) => (await load.ask<Told>({ url: to, token, ms })).perSecond;
      return warmedInTurns(
        pairs,
        TURN,
        (ms) => run(four, ms),
        (ms) => run(one, ms),
      );
    });
    return { what: 'commands over HTTP to four processes, 64 clients', against: 'one process on SQLite', ...measured };
  } finally {
    await Promise.all(serving.map(ended));
    await engines.stop();
  }
};

/** Stops it, and waits until it has ended. */
const ended = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null) return;
  const ending = once(child, 'exit');
  child.kill('SIGTERM');
  await ending;
};
