import { spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { accessSync, constants } from 'node:fs';
import { connect, createServer } from 'node:net';
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

/** Below those that systems give to connections, from 32,768 on at the lowest: nobody takes the port of a server that is away for a while. */
const [FIRST_PORT, PORTS] = [10_000, 20_000];

/** A port of this machine that was free just now. */
export const freePort = async (): Promise<number> => {
  for (;;) {
    const port = FIRST_PORT + randomInt(PORTS);
    if (await isFree(port)) return port;
  }
};

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => (error.code === 'EADDRINUSE' ? resolve(false) : reject(error)));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
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
