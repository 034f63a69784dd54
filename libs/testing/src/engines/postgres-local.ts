import { connect, isAway } from '@patto/postgres';
import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, copyFileSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type EngineServer, NoServer } from './engine-server.ts';
import { freePort, hasCommand } from './machine.ts';
import { type Program, runProgram, startProgram } from './program.ts';

/** A PostgreSQL of this machine that a test may also end as a power cut would. */
export interface LocalPostgres extends EngineServer {
  kill(): Promise<void>;
  /** Starts it again where it was, after it was stopped or killed. */
  restart(): Promise<void>;
}

const LOOK_EVERY_MS = 50;
const LONGEST_RECOVERY_MS = 30_000;

/** Where Debian puts the programs that are not on the path, by version. */
const DEBIAN = '/usr/lib/postgresql';

const programs = (): string => {
  const [newest] = existsSync(DEBIAN) ? readdirSync(DEBIAN).toSorted((a, b) => Number(b) - Number(a)) : [];
  if (newest) return join(DEBIAN, newest, 'bin');
  if (hasCommand('initdb')) return '';
  throw new NoServer('there is no PostgreSQL');
};

/** PostgreSQL refuses to run as root: its own user runs it then. */
const userForServer = (): { readonly uid: number; readonly gid: number } | undefined => {
  if (process.getuid?.() !== 0) return undefined;
  try {
    const idOf = (which: string) => Number(execFileSync('id', [which, 'postgres'], { encoding: 'utf8' }));
    return { uid: idOf('-u'), gid: idOf('-g') };
  } catch {
    throw new NoServer('PostgreSQL does not run as root, and there is no user postgres');
  }
};

/** How a PostgreSQL of this machine shall be. */
export interface LocalPostgresOptions {
  /** As on the command line, `fsync=off` where nothing has to be durable. */
  readonly settings?: readonly string[];
  /** `SIGINT`, which is meant where it is left out, ends sessions and writes everything out; `SIGQUIT` leaves that to the next start. */
  readonly stopSignal?: NodeJS.Signals;
  /** A PEM with the server's key and certificate: everybody but its superuser then comes over TLS and by a password. */
  readonly certificate?: string | undefined;
}

/** The settings of a server that takes its roles in over TLS only. @param folder its files lie there */
const securedSettings = (folder: string, certificate: string, user: ReturnType<typeof userForServer>): readonly string[] => {
  const [its, access] = [join(folder, 'certificate.pem'), join(folder, 'access.conf')];
  copyFileSync(certificate, its);
  writeFileSync(access, 'hostnossl all postgres 127.0.0.1/32 trust\nhostssl all all 127.0.0.1/32 scram-sha-256\n');
  chmodSync(its, 0o600);
  if (user) for (const file of [its, access]) chownSync(file, user.uid, user.gid);
  return ['ssl=on', `ssl_cert_file=${its}`, `ssl_key_file=${its}`, `hba_file=${access}`];
};

/**
 * Starts a PostgreSQL of its own on a free port of this machine, whose superuser needs no password.
 * @param folder is made; its data and its log lie there. Every folder above it must be open to PostgreSQL's user where this is root.
 * @throws NoServer where this machine cannot
 */
export const startLocalPostgres = async (
  folder: string,
  { settings = [], stopSignal = 'SIGINT', certificate }: LocalPostgresOptions = {},
): Promise<LocalPostgres> => {
  const bin = programs();
  const user = userForServer();
  const port = await freePort();
  const data = join(folder, 'data');
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o755);
  if (user) chownSync(folder, user.uid, user.gid);
  await runProgram(join(bin, 'initdb'), ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync'], folder, user);
  const secured = certificate === undefined ? [] : securedSettings(folder, certificate, user);
  const options = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', ...settings, ...secured].flatMap((setting) => ['-c', setting]);
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  const start = async (): Promise<Program> => {
    const started = await startProgram(join(bin, 'postgres'), ['-D', data, '-p', String(port), ...options], {
      folder,
      name: 'postgres',
      port,
      user,
      stopSignal, // Asked by SIGTERM it would wait for its sessions to end.
    });
    await untilItTakesSessions(url);
    return started;
  };
  let program = await start();
  return {
    url,
    stop: () => program.stop(),
    kill: () => program.kill(),
    restart: async () => {
      program = await start();
    },
  };
};

/** It listens before it is ready: it recovers first what a crash left. */
const untilItTakesSessions = async (url: string): Promise<void> => {
  for (let left = LONGEST_RECOVERY_MS; ; left -= LOOK_EVERY_MS) {
    try {
      const session = await connect({ url, name: 'patto starts a server' });
      return await session.close();
    } catch (error) {
      if (!isAway(error) || left <= 0) throw error;
      await delay(LOOK_EVERY_MS);
    }
  }
};
