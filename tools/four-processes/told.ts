import { openDevelopmentIssuer } from '@patto/access';
import { type Answer, services, storyBegins, type Send, type Tellable } from '@patto/all-in-one';
import type { RealEngines } from './engines.ts';
import { type Gateway, openGateway } from './gateway.ts';
import { type Asked, startTold, type ToldProcess } from './processes.ts';

/** Four services in processes of their own behind one host, whose clock the test moves. */
export interface ToldDeployment extends Tellable {
  /** The one host of all four. */
  readonly url: string;
  readonly send: Send;
  /** What a service says at its root about itself. */
  readonly about: (service: string, path: string) => Promise<Answer>;
  /** The numbers of a service, as they are fetched from its process itself. */
  readonly metrics: (service: string) => Promise<string>;
  /** All that the four logged so far, at their most talkative. */
  said(): string;
  /** Stops the four as a stop does; a second time nothing. */
  close(): Promise<void>;
}

/** Starts the four services and their gateway. */
export const openTold = async (engines: RealEngines): Promise<ToldDeployment> => {
  let scripted: number | undefined = storyBegins();
  const clock = () => scripted ?? Date.now();
  const begin = { PATTO_TEST_NOW: String(scripted), PATTO_LOG_LEVEL: 'debug' };
  const names = services.map(({ name }) => name);
  const processes: ToldProcess[] = [];
  let gateway: Gateway | undefined;
  const urlOf = (service: string) => processes[names.indexOf(service)]?.url;
  const closeAll = async (): Promise<void> => {
    await gateway?.close();
    await Promise.all(processes.map((one) => one.close()));
  };
  let closing: Promise<void> | undefined;
  try {
    processes.push(...(await Promise.all(names.map((name) => startTold(name, { ...engines.settingsOf(name), ...begin })))));
    gateway = await openGateway(urlOf);
  } catch (error) {
    for (const one of processes) one.kill();
    throw error;
  }
  const { url } = gateway;
  const issuer = openDevelopmentIssuer({ folder: engines.settingsOf('persons')['PATTO_KEYS'] ?? '', audience: 'patto', clock });
  const answered = async (response: Response): Promise<Answer> => ({ status: response.status, body: await response.json() });
  const all = <Value>(ask: Asked['ask'], to?: number): Promise<readonly Value[]> => Promise.all(processes.map((one) => one.ask<Value>(ask, to)));
  const head = async (): Promise<number> => (await processes[0]?.ask<number>('head')) ?? -1;

  return {
    url,
    organisation: processes[0]?.organisation as ToldDeployment['organisation'],
    now: clock,
    move: async (to) => {
      scripted = to;
      await all('move', to);
    },
    events: async () => (await head()) + 1,
    tick: async () => (await all<number>('tick')).reduce((sum, sent) => sum + sent, 0),
    nextDue: async () => (await all<string | undefined>('nextDue')).filter((due) => due !== undefined).toSorted()[0],
    idle: async () => {
      // What one tells in the first round another may hear in the second only.
      for (let before = Number.NaN, at = await head(); at !== before; before = at, at = await head()) {
        await all('idle');
        await all('idle');
      }
    },
    send: async ({ method, path, as, holding, actingFor, body }) => {
      const authorization = `Bearer ${holding ?? (await issuer.issueToken({ login: as }))}`;
      const headers = { authorization, 'content-type': 'application/json', ...(actingFor && { 'patto-acting-for': actingFor }) };
      return answered(await fetch(`${url}${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) }));
    },
    about: async (service, path) => answered(await fetch(`${url}/services/${service}${path}`)),
    metrics: async (service) => (await fetch(`${urlOf(service)}/metrics`)).text(),
    said: () => processes.map((one) => one.said()).join('\n'),
    close: () => {
      closing ??= closeAll();
      return closing;
    },
  };
};
