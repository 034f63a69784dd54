import { Rejection } from '@patto/contracts';
import { type Decider, type Following, follow } from '@patto/event-store';
import { logBus, relay, topicOf } from '@patto/messaging';
import { type AnyReadModel, type Collection, type Filter, type OpenModel, openModel } from '@patto/read-models';
import { startReactions } from './reactions.ts';
import { readModelFollower } from './read-model-follower.ts';
import type { Service } from './service.ts';
import type { SendAsSystem } from './system.ts';
import { workCategory } from './work.ts';
import type { ServiceFollower, World } from './world.ts';

/** How often due dates are looked at. */
const TICK_MS = 1_000;
/** How long `idle` waits for one follower before it gives up: far longer than any of them needs. */
const IDLE_WAIT_MS = 60_000;

/** How long a stop waits for followers to come to the head: what they have not done, they do at the next start. */
const CLOSE_WAIT_MS = 5_000;

/** Everything that goes on after an append. */
export interface Background {
  readonly followings: readonly Following[];
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

/** Starts read models, due dates and the services' own followers. */
export const startBackground = async (services: readonly Service[], world: World, decider: Decider, send: SendAsSystem): Promise<Background> => {
  const { log, logger, dueList, keyring, checkpoints } = world;
  const begin = (follower: ServiceFollower) =>
    follow(follower.log ?? log, follower, ({ position, error }) => logger.error({ follower: follower.name, position, err: error }, 'a follower halted'));

  const models = new Map<string, OpenModel>();
  const readModels: Following[] = [];
  for (const model of services.flatMap((service) => service.readModels)) {
    const open = await openModel(world.documents, model);
    models.set(model.name, open);
    readModels.push(begin(await readModelFollower(log, open)));
  }
  const reachedBy = async (those: readonly Following[], position: number, withinMs: number) =>
    (await Promise.all(those.map((one) => one.reached(position, withinMs)))).every(Boolean);
  const serving = (model: { readonly name: string }) => (models.get(model.name) as OpenModel).serving;

  const categoriesOf = new Map(services.map((service) => [topicOf(service.name), categoriesOfService(service)]));
  const bus = logBus({
    log,
    checkpoints,
    categoriesOf: (topic) => categoriesOf.get(topic) ?? [],
    onTrouble: ({ group, error }) => logger.warn({ reaction: group, err: error }, 'a reaction failed and is tried again'),
  });
  const reactions = await startReactions(services, {
    bus,
    world,
    decider,
    send,
    find: (atLeast) => async (model, filter, options) => {
      if (!(await reachedBy(readModels, atLeast, IDLE_WAIT_MS))) throw new Error('The read models have not come as far as the event that was heard.');
      return (await serving(model).find(filter as Filter, options)) as never;
    },
  });
  const others: Following[] = [];
  const own: Following[] = [];
  const ownFollowers: ServiceFollower[] = [];
  const serviceOf = new Map<string, string>();
  for (const { name, dues, followers = [] } of services) {
    for (const dates of dues) {
      serviceOf.set(dates.name, name);
      others.push(begin(dueList.follower(dates)));
    }
    for (const open of followers) {
      const follower = await open(world, send);
      ownFollowers.push(follower);
      own.push(withAlarm(begin(follower), follower));
    }
    others.push(begin(relay({ bus, service: name, categories: categoriesOf.get(topicOf(name)) ?? [], checkpoints })));
  }
  const followings = [...readModels, ...others, ...own];

  const tick = (): Promise<number> =>
    dueList.tick(new Date(world.clock()), async (dates, due) => {
      const commandId = keyring.deriveUuid('due', dates.name, due.stream, due.key, due.dueAt);
      const cause = { commandId, happenedAt: due.dueAt };
      await send(serviceOf.get(dates.name) as string, dates.then(due), cause).catch((error: unknown) => {
        if (!(error instanceof Rejection)) throw error;
        logger.info({ due: dates.name, code: error.code }, 'nothing is due any more');
      });
    });

  let ticking: Promise<unknown> = Promise.resolve();
  const timer = setInterval(() => {
    ticking = ticking.then(tick).catch((error: unknown) => logger.error({ err: error }, 'due dates could not be looked at'));
  }, TICK_MS);

  return {
    followings,
    serving,
    reached: (position, withinMs) => reachedBy(readModels, position, withinMs),
    idle: async () => {
      for (let head = await log.head(), before = Number.NaN; head !== before; before = head, head = await log.head()) {
        if (!(await reachedBy([...readModels, ...others], head, IDLE_WAIT_MS))) throw new Error('A follower did not come to the head of the log.');
        await Promise.all(reactions.map((reaction) => reaction.caughtUp()));
      }
    },
    tick,
    nextDue: () => dueList.next(),
    close: async () => {
      clearInterval(timer);
      await ticking;
      await bus.close();
      await Promise.all(followings.map(async (one) => one.reached(await one.log.head(), CLOSE_WAIT_MS))); // A clean stop seals everything.
      await Promise.all(followings.map((following) => following.stop()));
      for (const follower of ownFollowers) await follower.close?.();
    },
  };
};

/** The follower at work, which also counts as halted where it raised an alarm. */
const withAlarm = (following: Following, { alarm }: ServiceFollower): Following => ({
  name: following.name,
  log: following.log,
  get through() {
    return following.through;
  },
  get halted() {
    const error = alarm?.();
    return following.halted ?? (error && { position: following.through, error });
  },
  reached: following.reached,
  stop: following.stop,
});

const categoriesOfService = ({ name, decisions, reactions }: Service): readonly string[] => [
  ...new Set([...decisions.map(({ aggregate }) => aggregate.category), ...(reactions.length > 0 ? [workCategory(name)] : [])]),
];
