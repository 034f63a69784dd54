import { accountability } from '@patto/accountability';
import { comanagement } from '@patto/comanagement';
import { type By, Rejection } from '@patto/contracts';
import { Decider, type Done, type Follower, follow, type Recorded } from '@patto/event-store';
import type { CommandCall, CommandClass } from '@patto/event-store/pure';
import { relay } from '@patto/messaging';
import { partnerships } from '@patto/partnerships';
import { persons } from '@patto/persons';
import { canonical } from '@patto/privacy';
import { type Filter, type OpenModel, openModel } from '@patto/read-models';
import { readSettings, type Service } from '@patto/service-kit';
import { pino } from 'pino';
import { join } from 'node:path';
import { startReactions } from '../../libs/service-kit/src/reactions.ts';
import { readModelFollower } from '../../libs/service-kit/src/read-model-follower.ts';
import { type SendAsSystem, sendAsSystem } from '../../libs/service-kit/src/system.ts';
import { workCategory } from '../../libs/service-kit/src/work.ts';
import { policyInForce } from '../../libs/service-kit/src/testing/policy-in-force.ts';
import { openWorld, type World } from '../../libs/service-kit/src/world.ts';
import type { Broker } from './broker.ts';
import { type Faults, mortalCheckpoints, mortalLog } from './faults.ts';

/** The loops run through the first three; the last keeps the register of who is responsible. */
export const SERVICES: readonly Service[] = [persons, partnerships, comanagement, accountability];

/** What a test breaks on purpose, to see that it is noticed. */
export type Broken = 'reactions with ids by chance' | 'a relay that moves on before it tells';

/** Long enough for any follower to come to the head; a schedule has some hundred events. */
const SETTLE_MS = 20_000;

/** All that a schedule records fits in one page. */
const MOST_AT_ONCE = 10_000;

/** The same secrets in every run, so that every id is the same: 32 bytes each, base64url. */
const SECRETS = {
  PATTO_KEY_ENCRYPTION_KEY: Buffer.alloc(32, 1).toString('base64url'),
  PATTO_DEPLOYMENT_SECRET: Buffer.alloc(32, 2).toString('base64url'),
};

export interface DeploymentParts {
  readonly folder: string;
  readonly clock: () => number;
  readonly broker: Broker;
  readonly faults: Faults;
  readonly broken?: Broken | undefined;
  /** An id by chance, for what is broken. */
  readonly idByChance: () => string;
}

/** One process of a deployment without its HTTP edge: engines, decider, followers, relays, reactions and due dates of the real services. */
export interface Deployment {
  readonly world: World;
  readonly followers: readonly Follower[];
  readonly models: ReadonlyMap<string, OpenModel>;
  readonly send: SendAsSystem;
  readonly decider: Decider;
  /** Decides a command by its name, as the edge would have it decided for a caller whom it knows. @throws Rejection */
  act(command: string, data: object, by: By, commandId: string): Promise<Done>;
  /** Lets a follower take effect for one page of so many events. */
  step(follower: Follower, pageSize: number): Promise<void>;
  tick(): Promise<number>;
  /** Lets every follower come to the head: for the first time in the loop that it always runs in, which takes longer to begin and end than to follow. */
  settle(): Promise<void>;
  close(): Promise<void>;
}

/** Opens a deployment over what its folder holds. */
export const openDeployment = async ({ folder, clock, broker, faults, broken, idByChance }: DeploymentParts): Promise<Deployment> => {
  const settings = readSettings({ PATTO_DATA: join(folder, 'data'), PATTO_KEYS: join(folder, 'keys'), PATTO_LOG_LEVEL: 'silent', ...SECRETS });
  const opened = await openWorld(settings, pino({ level: 'silent' }), clock, (error) => {
    throw error;
  });
  const log = mortalLog(opened.log, faults);
  const checkpoints = mortalCheckpoints(opened.checkpoints, faults);
  const world: World = { ...opened, log, checkpoints };
  await policyInForce(opened);
  const { keyring, facts, dueList } = world;
  const deriveUuid = (...parts: readonly string[]) => keyring.deriveUuid(...parts);
  const decider = new Decider({
    log,
    facts,
    clock,
    deriveUuid,
    seal: (header, parts, command) => keyring.seal(header, parts, command),
    settle: (command) => keyring.settle(command),
    digest: (subject, text) => keyring.digest(subject, text),
  });
  const decisions = new Map(SERVICES.flatMap((service) => service.decisions.map((decision) => [decision.command as CommandClass, decision] as const)));
  const byName = new Map([...decisions].map(([declared, decision]) => [declared.name, decision]));
  const send = sendAsSystem(decider, decisions, deriveUuid);
  const sendOfReactions: SendAsSystem = (service, call, cause) =>
    send(service, call, broken === 'reactions with ids by chance' ? { ...cause, commandId: idByChance() } : cause);

  const models = new Map<string, OpenModel>();
  const readModels = new Map<string, Follower>();
  for (const model of SERVICES.flatMap((service) => service.readModels)) {
    const open = await openModel(world.documents, model);
    models.set(model.name, open);
    readModels.set(model.name, mortal(await readModelFollower(log, open), faults));
  }
  const step = async (follower: Follower, pageSize: number): Promise<void> => {
    const [after, head] = [await follower.position(), await log.head()];
    if (after >= head) return;
    const events = await all(log.readAll({ ...follower.filter, after, limit: pageSize }));
    await follower.handle({ events, through: events.length < pageSize ? head : (events.at(-1)?.position ?? head) });
  };

  await startReactions(SERVICES, {
    bus: broker,
    world,
    decider,
    send: sendOfReactions,
    find: (atLeast) => async (model, filter, options) => {
      const follower = readModels.get(model.name) as Follower;
      while ((await follower.position()) < atLeast) await step(follower, atLeast + 1);
      return (await models.get(model.name)?.serving.find(filter as Filter, options)) as never;
    },
  });

  const started = new Set<Follower>();
  const serviceOf = new Map(SERVICES.flatMap(({ name, dues }) => dues.map((dates) => [dates.name, name] as const)));
  const dues = SERVICES.flatMap((service) => service.dues.map((dates) => mortal(dueList.follower(dates), faults)));
  const relays = SERVICES.map((service) => {
    const told = relay({ bus: broker, service: service.name, categories: categoriesOf(service), checkpoints });
    return mortal(broken === 'a relay that moves on before it tells' ? hasty(told, (through) => checkpoints.save(told.name, through)) : told, faults);
  });
  const followers = [...readModels.values(), ...dues, ...relays];

  return {
    world,
    followers,
    models,
    send,
    decider,
    step,
    act: (command, data, by, commandId) => {
      const decision = byName.get(command);
      if (!decision) throw new Error(`No service here decides ${command}.`);
      const authorise = () => ({ by, initiative: 'agency', relied: [] }) as const;
      return decider.decide({ decision, command: data, canonical: canonical({ command, data }), authorise, commandId });
    },
    tick: () =>
      dueList.tick(new Date(clock()), async (dates, due) => {
        const commandId = deriveUuid('due', dates.name, due.stream, due.key, due.dueAt);
        await send(serviceOf.get(dates.name) as string, dates.then(due) as CommandCall, { commandId, happenedAt: due.dueAt }).catch((error: unknown) => {
          if (!(error instanceof Rejection)) throw error;
        });
      }),
    settle: async () => {
      for (const follower of followers) {
        if (started.has(follower)) {
          await step(follower, MOST_AT_ONCE);
          continue;
        }
        started.add(follower);
        const following = follow(log, follower);
        const isThere = await following.reached(await log.head(), SETTLE_MS);
        await following.stop();
        if (!isThere) throw new Error(`${follower.name} did not come to the head.`, { cause: following.halted?.error });
      }
    },
    close: () => opened.close(),
  };
};

const categoriesOf = ({ name, decisions }: Service): readonly string[] => [
  ...new Set([...decisions.map(({ aggregate }) => aggregate.category), workCategory(name)]),
];

/** A follower whose process may die around a page. */
const mortal = (follower: Follower, faults: Faults): Follower => ({
  ...follower,
  handle: async (page) => {
    faults.at('before a page takes effect');
    await follower.handle(page);
    faults.at('after a page took effect');
  },
});

/** The mistake that checkpoints must not make. */
const hasty = (follower: Follower, save: (through: number) => Promise<void>): Follower => ({
  ...follower,
  handle: async (page) => {
    await save(page.through);
    await follower.handle(page);
  },
});

/** All events, in order. */
export const all = async (events: AsyncIterable<Recorded>): Promise<readonly Recorded[]> => {
  const found: Recorded[] = [];
  for await (const event of events) found.push(event);
  return found;
};
