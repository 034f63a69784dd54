import type { Decider, Follower, Following, FollowOptions, LeasedWork } from '@patto/event-store';
import { follow, LeasedFollower } from '@patto/event-store';
import { type Bus, relay, type Subscription } from '@patto/messaging';
import { type Filter, type OpenModel, openModel } from '@patto/read-models';
import { startReactions } from './reactions.ts';
import { readModelFollower } from './read-model-follower.ts';
import type { Service } from './service.ts';
import type { SendAsSystem } from './system.ts';
import type { ServiceFollower, World } from './world.ts';

/** How long a reaction waits for its read models: far longer than any of them needs. */
const FIND_WAIT_MS = 60_000;
/** Where other processes may stand by, followers say so often how far they are: a page that is asked of one of those waits no longer for it. */
const TELL_EVERY_MS = 500;
/** How long a stop waits for followers to come to the head: what they have not done, they do at the next start. */
const CLOSE_WAIT_MS = 5_000;

export interface ServiceWorkParts {
  readonly service: Service;
  /** The stream categories that are the service's. */
  readonly categories: readonly string[];
  readonly world: World;
  readonly bus: Bus;
  readonly decider: Decider;
  readonly send: SendAsSystem;
}

/** What a service does by itself: one process does it, under the service's lease; in any other the same followers are watched. */
export interface ServiceWork extends LeasedWork {
  readonly models: readonly OpenModel[];
  readonly readModels: readonly Following[];
  /** Due dates and the relay. */
  readonly others: readonly Following[];
  /** The service's own followers, where they work in this process. */
  own(): readonly Following[];
  /** Whether this process does the work. */
  isAtWork(): boolean;
  reactions(): readonly Subscription[];
  /** Lets what is in hand of the reactions end, and hears nothing more. */
  stopReacting(): Promise<void>;
}

/** Whether all of these came to a position in time. */
export const reachedBy = async (those: readonly Following[], position: number, withinMs: number): Promise<boolean> =>
  (await Promise.all(those.map((one) => one.reached(position, withinMs)))).every(Boolean);

/** Opens the read models of a service and watches its followers; they work once the lease is had. */
export const serviceWork = async ({ service, categories, world, bus, decider, send }: ServiceWorkParts): Promise<ServiceWork> => {
  const { log, logger, dueList, documents, checkpoints, leases } = world;
  const optionsOf = (follower: string, mayGoOn: () => boolean): FollowOptions => ({
    mayGoOn,
    ...(Number.isFinite(leases.leaseMs) && { tellEveryMs: TELL_EVERY_MS }),
    onHalt: ({ position, error }) => logger.error({ follower, position, err: error }, 'a follower halted'),
    onOutage: (error) => logger.warn({ follower, err: error }, 'a follower waits for an engine that is away'),
  });
  const models: OpenModel[] = [];
  const readModels: LeasedFollower[] = [];
  for (const model of service.readModels) {
    const open = await openModel(documents, model);
    models.push(open);
    readModels.push(new LeasedFollower(log, await readModelFollower(log, open)));
  }
  const told: Follower = relay({ bus, service: service.name, categories, checkpoints });
  const others = [...service.dues.map((dates) => dueList.follower(dates)), told].map((follower) => new LeasedFollower(log, follower));
  const leased = [...readModels, ...others];
  let own: Following[] = [];
  let opened: ServiceFollower[] = [];
  let reactions: readonly Subscription[] = [];
  let mayGoOn = () => false;

  const find = (atLeast: number) => async (model: { readonly name: string }, filter: object, options?: object) => {
    if (!(await reachedBy(readModels, atLeast, FIND_WAIT_MS))) throw new Error('The read models have not come as far as the event that was heard.');
    const asked = models.find((one) => one.model.name === model.name) as OpenModel;
    return (await asked.serving.find(filter as Filter, options)) as never;
  };
  const stopReacting = async (): Promise<void> => {
    await Promise.all(reactions.map((reaction) => reaction.stop()));
    reactions = [];
  };

  return {
    name: service.name,
    models,
    readModels,
    others,
    own: () => own,
    isAtWork: () => mayGoOn(),
    reactions: () => reactions,
    stopReacting,
    onTrouble: (error) => logger.warn({ service: service.name, err: error }, 'the lease of a service could not be kept, or its work not begun'),
    begin: async (isHeld) => {
      mayGoOn = isHeld;
      for (const open of service.followers ?? []) {
        const follower = await open(world, send);
        opened.push(follower);
        own.push(withAlarm(follow(follower.log ?? log, follower, optionsOf(follower.name, isHeld)), follower));
      }
      await Promise.all(leased.map((one) => one.work(optionsOf(one.name, isHeld))));
      reactions = await startReactions([service], { bus, world, decider, send, find });
    },
    end: async () => {
      await stopReacting();
      const working = [...leased, ...own];
      // A clean stop seals everything; who lost the lease leaves the rest to who has it now.
      if (mayGoOn()) await Promise.allSettled(working.map(async (one) => one.reached(await one.log.head(), CLOSE_WAIT_MS))); // A log that has stopped has no head.
      await Promise.all([...leased.map((one) => one.standBy()), ...own.map((one) => one.stop())]);
      const closing = opened;
      [own, opened] = [[], []];
      for (const follower of closing) await follower.close?.();
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
