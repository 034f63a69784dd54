import { spawnSync } from 'node:child_process';
import { accessSync, constants, mkdirSync, renameSync, rmSync, existsSync } from 'node:fs';
import { createServer, connect } from 'node:net';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

/** Whether a command is on the path. */
export const hasCommand = (name: string): boolean =>
  (process.env['PATH'] ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, name), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });

/** What the Go modules of the tests need; Debian 12's own Go is older, and builds none of them. */
const LEAST_GO = 26;

/** Whether there is a Go of 1.26 or later. */
export const hasGo = (): boolean => {
  const { stdout } = spawnSync('go', ['env', 'GOVERSION'], { encoding: 'utf8' });
  return Number(/^go1\.(\d+)/.exec(stdout ?? '')?.[1] ?? 0) >= LEAST_GO;
};

/** A port of this machine that was free just now. */
export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });

/** Whether something accepts connections there. */
export const answers = (to: { readonly port: number; readonly host: string } | { readonly path: string }): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(to);
    const end = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
  });

/** What was downloaded and built for all runs of this user, outside the repository: a new clone finds it again. */
const CACHE = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'patto-engines');

/**
 * A folder that is made once. Two processes may make it at the same time; the second to be ready throws its own away.
 * @param name with the version of what is in it
 * @param make fills the folder
 */
export const madeOnce = async (name: string, make: (folder: string) => Promise<void>): Promise<string> => {
  const place = join(CACHE, name);
  if (existsSync(place)) return place;
  const draft = `${place}.${process.pid}.${Date.now()}`;
  mkdirSync(draft, { recursive: true });
  try {
    await make(draft);
    if (!existsSync(place)) renameSync(draft, place);
  } catch (error) {
    if (!existsSync(place)) throw error;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
  return place;
};
