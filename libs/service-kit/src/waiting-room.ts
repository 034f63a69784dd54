import { once } from 'node:events';
import { createServer } from 'node:http';
import { problemOf } from '@patto/contracts';
import type { EngineSetting } from './engine-settings.ts';
import { waitingFor } from './house.ts';
import { RETRY_AFTER_SECONDS } from './problem-filter.ts';
import type { Settings } from './settings.ts';
import { EVERY_ANSWER } from './web-headers.ts';

/** Answers in the place of services that have not started yet: they are alive, not ready, and say what they wait for. */
export interface WaitingRoom {
  /** What `/readyz` says from now on. */
  waitsFor(away: readonly EngineSetting[]): void;
  /** Frees the port. */
  close(): Promise<void>;
}

/** Opens it where the services will listen. @throws where the port is taken */
export const openWaitingRoom = async ({ host, port }: Pick<Settings, 'host' | 'port'>): Promise<WaitingRoom> => {
  let away: readonly EngineSetting[] = [];
  const answer = (path: string): { readonly status: number; readonly type: string; readonly body: object } => {
    const { httpStatus, ...readiness } = waitingFor(away);
    if (path === '/livez') return { status: 200, type: 'application/json', body: { status: 'alive' } };
    if (path === '/readyz') return { status: httpStatus, type: 'application/json', body: readiness };
    const problem = {
      type: '/problems/engine-away',
      title: problemOf('engine-away')?.title,
      status: 503,
      detail: 'This has not started yet: it waits for a server.',
    };
    return { status: 503, type: 'application/problem+json', body: problem };
  };
  const server = createServer((request, response) => {
    const { status, type, body } = answer((request.url ?? '/').replace(/\?.*$/, ''));
    request.resume();
    response.writeHead(status, { ...EVERY_ANSWER, 'Content-Type': type, ...(status === 503 && { 'Retry-After': RETRY_AFTER_SECONDS }) });
    response.end(JSON.stringify(body));
  });
  server.listen(port, host);
  await once(server, 'listening');
  return {
    waitsFor: (settings) => {
      away = settings;
    },
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
};
