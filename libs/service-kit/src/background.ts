import { setTimeout as delay } from 'node:timers/promises';
import { Rejection } from '@patto/contracts';
import { type Decider, type Following, type KeptLease, keepLease } from '@patto/event-store';
import type { Subscription } from '@patto/messaging';
import type { AnyReadModel, Collection, OpenModel } from '@patto/read-models';
import { openBus } from './bus.ts';
import { categoriesOfService } from './categories.ts';
import { EngineUnusable } from './engines.ts';
import type { Service } from './service.ts';
import { reachedBy, type ServiceWork, serviceWork } from './service-work.ts';
import type { SendAsSystem } from './system.ts';
import type { World } from './world.ts';

/** How often due dates are looked at. */
const TICK_MS = 1_000;
/** How long `idle` waits for one follower before it gives up: far longer than any of them needs. */
const IDLE_WAIT_MS = 60_000;

/** How often it is looked whether another process has given back its work. */
const LOOK_EVERY_MS = 100;

/** Everything that goes on after an append. */
export interface Background {
  /** All that follows a log, in this process or watched in another. */
  followings(): readonly Following[];
  /** The services whose work another process does while this one stands by for it. */
  standingBy(): readonly string[];
  /** The reactions that work in this process. */
  reactions(): readonly Subscription[];
  /** The documents that answer for a read model now. */
  serving(model: AnyReadModel): Collection;
  /** Whether all read models came to a position in time. */
  reached(position: number, withinMs: number): Promise<boolean>;
  /** Waits until read models, due dates, relays and reactions have done what the log gives them to do; nothing follows from the services' own followers. */
  idle(): Promise<void>;
  /** Sends what is due by now; says how much. */
  tick(): Promise<number>;
  /** The next due date, RFC 3339. */
  nextDue(): Promise<string | undefined>;
  close(): Promise<void>;
}

/**
 * Read models in a folder of one's own are filled by the one process that has the work: another would answer from what nobody fills.
 * @throws EngineUnusable where another process has the work, also after the lease of one that died is over
 */
const refuseToStandBy = async (works: readonly ServiceWork[], leaseMs: number): Promise<void> => {
  for (const until = Date.now() + 2 * leaseMs; !works.every((work) => work.isAtWork()); await delay(LOOK_EVERY_MS)) {
    if (Date.now() < until) continue;
    throw new EngineUnusable('Another process works on this event log. Stop it, or set PATTO_READ_MODELS_URL for both, so that one can stand by.');
  }
};

/** Starts what the services do by themselves, each under its lease. */
export const startBackground = async (services: readonly Service[], world: World, decider: Decider, send: SendAsSystem): Promise<Background> => {
  const { log, logger, dueList, keyring, leases } = world;
  const categoriesOf = new Map(services.map((service) => [service.name, categoriesOfService(service)]));
  const bus = await openBus(world, categoriesOf);
  const works: ServiceWork[] = [];
  const kept: KeptLease[] = [];
  const stop = async (): Promise<void> => {
    await Promise.all(works.map((work) => work.stopReacting())); // So that nothing more comes of what is sealed last.
    await Promise.all(kept.map((lease) => lease.release()));
    await Promise.all(works.flatMap(({ readModels, others }) => [...readModels, ...others]).map((following) => following.stop()));
    await bus.close();
  };
  try {
    for (const service of services) {
      works.push(await serviceWork({ service, categories: categoriesOf.get(service.name) ?? [], world, bus, decider, send }));
    }
    for (const work of works) kept.push(await keepLease(leases, work));
    if (world.settings.engines.readModels === undefined) await refuseToStandBy(works, leases.leaseMs);
  } catch (error) {
    await stop();
    throw error;
  }

  const models = new Map(works.flatMap((work) => work.models.map((open): [string, OpenModel] => [open.model.name, open])));
  const readModels = works.flatMap((work) => work.readModels);
  const others = works.flatMap((work) => work.others);
  const serviceOf = new Map(services.flatMap(({ name, dues }) => dues.map((dates) => [dates.name, name] as const)));

  const tick = async (): Promise<number> => {
    const ours = new Set(works.filter((work) => work.isAtWork()).map(({ name }) => name));
    const lists = [...serviceOf].filter(([, service]) => ours.has(service)).map(([list]) => list);
    if (lists.length === 0) return 0;
    return dueList.tick(
      new Date(world.clock()),
      async (dates, due) => {
        const commandId = keyring.deriveUuid('due', dates.name, due.stream, due.key, due.dueAt);
        const cause = { commandId, happenedAt: due.dueAt };
        await send(serviceOf.get(dates.name) as string, dates.then(due), cause).catch((error: unknown) => {
          if (!(error instanceof Rejection)) throw error;
          logger.info({ due: dates.name, code: error.code }, 'nothing is due any more');
        });
      },
      lists,
    );
  };

  let ticking: Promise<unknown> = Promise.resolve();
  const timer = setInterval(() => {
    ticking = ticking.then(tick).catch((error: unknown) => logger.error({ err: error }, 'due dates could not be looked at'));
  }, TICK_MS);

  return {
    followings: () => [...readModels, ...others, ...works.flatMap((work) => work.own())],
    reactions: () => works.flatMap((work) => work.reactions()),
    standingBy: () => works.filter((work) => !work.isAtWork()).map(({ name }) => name),
    serving: ({ name }) => (models.get(name) as OpenModel).serving,
    reached: (position, withinMs) => reachedBy(readModels, position, withinMs),
    idle: async () => {
      for (let head = await log.head(), before = Number.NaN; head !== before; before = head, head = await log.head()) {
        if (!(await reachedBy([...readModels, ...others], head, IDLE_WAIT_MS))) {
          const late = [...readModels, ...others].filter(({ through }) => through < head).map(({ name, through }) => `${name} at ${through}`);
          throw new Error(`These did not come to ${head}, the head of the log: ${late.join(', ')}.`);
        }
        await Promise.all(works.flatMap((work) => work.reactions()).map((reaction) => reaction.caughtUp()));
      }
    },
    tick,
    nextDue: () => dueList.next(),
    close: async () => {
      clearInterval(timer);
      await ticking;
      await stop();
    },
  };
};
