import { type CloudEvent, Event } from '@patto/contracts';
import { AlreadyRecorded, type Checkpoints, cloudEvent, openCheckpoints, openSqliteLog } from '@patto/event-store';
import { event } from '@patto/event-store/pure';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bus } from '../bus.ts';
import type { Parked, ReactionCause, Refused, RunReactionParts } from '../run-reaction.ts';
import { derived, MORNING, SYSTEM } from './examples.ts';

/** The command of the examples. */
export class OpenDoor {
  readonly door!: string;
  readonly to!: string;
}

/** What it records. */
@Event('tests-bus.hall', { version: 1 })
export class DoorOpened {
  readonly door!: string;
  readonly to!: string;
}

/** What a command of a reaction did, read from the log that it was recorded in. */
export interface Effect extends ReactionCause {
  readonly door: string;
  readonly to: string;
}

/** The reacting side: a log of its own that records commands once by their id, and durable tries. */
export interface House {
  readonly refused: Refused[];
  readonly parked: Parked[];
  readonly dispatch: RunReactionParts['dispatch'];
  parts(bus: Bus, more?: Partial<RunReactionParts>): RunReactionParts;
  effects(): Promise<readonly Effect[]>;
  /** As after a restart: what is known of tries is read from the disk again. */
  restart(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** Opens a house in a folder of its own. */
export const openHouse = async (): Promise<House> => {
  const folder = await mkdtemp(join(tmpdir(), 'patto-house-'));
  const log = openSqliteLog({
    file: join(folder, 'events.db'),
    onFatal: (error) => {
      throw error;
    },
  });
  const open = (): Checkpoints => openCheckpoints(join(folder, 'checkpoints.db'));
  let checkpoints = open();
  const hall = `hall-${randomUUID()}`;
  const refused: Refused[] = [];
  const parked: Parked[] = [];

  const decide: RunReactionParts['dispatch'] = async ({ data }, { commandId, causationId, correlationId, traceparent, basedOn = [] }) => {
    const before = await log.revision(hall);
    const about = { by: { actor: SYSTEM }, initiative: 'agency', channel: 'self', happenedAt: new Date(MORNING).toISOString(), basedOn } as const;
    const origin = { command: commandId, digest: 'digest', causationId, correlationId, traceparent };
    const opened = cloudEvent(
      event(DoorOpened, data as OpenDoor),
      { ...about, ...origin, id: randomUUID(), stream: hall, revision: before + 1, time: MORNING },
      [],
    );
    await log.append(hall, before, [opened], { command: commandId }).catch((error: unknown) => {
      if (!(error instanceof AlreadyRecorded)) throw error;
    });
  };
  /** One after the other, as if each that another was faster than were decided anew. */
  let deciding: Promise<unknown> = Promise.resolve();
  const dispatch: RunReactionParts['dispatch'] = (call, cause) => {
    const decided = deciding.then(() => decide(call, cause));
    deciding = decided.catch(() => {});
    return decided;
  };

  const once =
    <Item extends { readonly id: string }>(items: Item[]) =>
    async (item: Item) => {
      if (!items.some(({ id }) => id === item.id)) items.push(item);
    };

  return {
    refused,
    parked,
    dispatch,
    parts: (bus, more = {}) => ({
      bus,
      dispatch,
      find: () => async () => [],
      derive: derived,
      tries: { tried: (name, position) => checkpoints.tried(name, position) },
      refused: once(refused),
      park: once(parked),
      ...more,
    }),
    effects: async () => {
      const effects: Effect[] = [];
      for await (const { body } of log.read(hall)) {
        const { commandid, causationid, correlationid, traceparent, data } = JSON.parse(body) as CloudEvent<DoorOpened>;
        const cause = { commandId: commandid, causationId: causationid, correlationId: correlationid, traceparent, basedOn: data.basedOn };
        effects.push(JSON.parse(JSON.stringify({ ...cause, door: data.door, to: data.to })) as Effect);
      }
      return effects;
    },
    restart: async () => {
      await checkpoints.close();
      checkpoints = open();
    },
    [Symbol.asyncDispose]: async () => {
      await checkpoints.close();
      await log.close();
      await rm(folder, { recursive: true });
    },
  };
};
