import { setTimeout as delay } from 'node:timers/promises';
import { join } from 'node:path';
import { services } from '@patto/all-in-one';
import { openPostgresLog, type Recorded } from '@patto/event-store';
import type { RealEngines } from './engines.ts';
import { openGateway } from './gateway.ts';
import { openLoad } from './load.ts';
import { Supervised } from './supervised.ts';

const STARTS_WITHIN_MS = 240_000; // Four processes that compile what they run, on two shared cores.
const LOOK_EVERY_MS = 200;
const PATIENCE_MS = 120_000;

export interface KillingOptions {
  readonly perSecond: number;
  /** What is killed, one after another. */
  readonly victims: readonly string[];
  /** So long the load runs before the first, between two, and after the last. */
  readonly betweenMs: number;
  /** So long a server is away. */
  readonly awayMs: number;
  /** Told how it goes. */
  readonly tell?: (line: string) => void;
}

interface Lagging {
  readonly name: string;
  readonly lag: number;
}

type State = { readonly followers: readonly Lagging[]; readonly reactions?: readonly Lagging[]; readonly status: string };

/** Four services under load, of which each, the broker and the databases are killed in turn; then what is on record, and how long it took to come to rest. */
export const killInTurn = async (engines: RealEngines, { perSecond, victims, betweenMs, awayMs, tell = () => {} }: KillingOptions) => {
  const supervised = services.map(({ name }) => new Supervised(name, engines.settingsOf(name)));
  const urlOf = (service: string) => supervised.find((one) => one.service === service)?.url;
  const gateway = await openGateway(urlOf);
  const until = async (what: string, fits: () => Promise<boolean>, withinMs: number): Promise<number> => {
    const began = Date.now();
    while (!(await fits().catch(() => false))) {
      const said = supervised.flatMap(({ service, ends }) =>
        ends.map(({ code, signal, err }) => `${service} ended with ${code ?? signal}: ${err.slice(-500)}`),
      );
      if (Date.now() - began > withinMs)
        throw new Error(
          `${what} did not come within ${withinMs} ms. ${said.join('\n')} ${JSON.stringify(await Promise.all(services.map(({ name }) => stateOf(name).catch(String))))}`,
        );
      await delay(LOOK_EVERY_MS);
    }
    return Date.now() - began;
  };
  const stateOf = async (service: string): Promise<State> => (await (await fetch(`${urlOf(service)}/readyz`)).json()) as State;
  let lastBehind: readonly string[] = [];
  const isAtRest = async (): Promise<boolean> => {
    const states = await Promise.all(services.map(({ name }) => stateOf(name)));
    const behind = states.flatMap(({ followers, reactions = [] }) => [...followers, ...reactions].filter(({ lag }) => lag > 0).map(({ name }) => name));
    if (behind.length > 0) lastBehind = behind;
    return behind.length === 0 && states.every(({ status }) => status === 'ready');
  };
  const awayAndBack = (server: { kill(): Promise<void> }, start: () => Promise<void>) => async (): Promise<void> => {
    await server.kill();
    await delay(awayMs);
    await start();
  };
  const { postgres, kafka, mongo } = engines;
  const kill: Record<string, () => Promise<void>> = {
    kafka: awayAndBack(kafka, kafka.start),
    mongo: awayAndBack(mongo, mongo.start),
    postgres: awayAndBack(postgres, postgres.restart),
  };

  try {
    await until('the start of four processes', async () => services.every(({ name }) => urlOf(name) !== undefined), STARTS_WITHIN_MS);
    tell('four processes are ready');
    const log = await logOf(engines);
    try {
      const first = (await eventsOf(log)).find(({ type }) => type.startsWith('patto.partnerships.OrganisationRegistered.'));
      const comune = first?.stream ?? '';
      const load = await openLoad({ url: gateway.url, keys: join(engines.folder, 'keys'), patienceMs: PATIENCE_MS });
      const persons = await load.begin(comune);
      const ending = new AbortController();
      const running = load.run(perSecond, comune, persons, ending.signal);
      for (const victim of victims) {
        await delay(betweenMs);
        tell(`killing ${victim}`);
        await (kill[victim]?.() ?? supervised.find(({ service }) => service === victim)?.kill());
      }
      await delay(betweenMs);
      ending.abort();
      tell('no more is sent');
      const came = await running;
      tell('all is answered');
      const restMs = await until('rest after the load', isAtRest, 2 * PATIENCE_MS);
      return { ...came, restMs, lastBehind, events: await eventsOf(log) };
    } finally {
      await log.close();
    }
  } finally {
    await Promise.all(supervised.map((one) => one.stop()));
    await gateway.close();
  }
};

type Log = Awaited<ReturnType<typeof openPostgresLog>>;

const logOf = (engines: RealEngines): Promise<Log> =>
  openPostgresLog({ url: engines.settingsOf('all-in-one')['PATTO_EVENT_STORE_URL'] ?? '', service: 'a reader', categories: [], onFatal: () => undefined });

const eventsOf = async (log: Log): Promise<readonly Recorded[]> => {
  const events: Recorded[] = [];
  for await (const event of log.readAll()) events.push(event);
  return events;
};

/** Effects that one cause had more than once: two commands of the same kind, on the same stream, from the same event. */
export const actedTwice = (events: readonly Recorded[]): readonly string[] => {
  const commands = new Map<string, Set<string>>();
  for (const { event, stream, type } of events) {
    if (event.causationid === undefined) continue;
    const effect = `${event.causationid} ${stream} ${type}`;
    commands.set(effect, (commands.get(effect) ?? new Set()).add(event.commandid));
  }
  return [...commands].filter(([, ids]) => ids.size > 1).map(([effect]) => effect);
};
