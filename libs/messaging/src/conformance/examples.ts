import { Event, type SystemId } from '@patto/contracts';
import { cloudEvent, type Recorded } from '@patto/event-store';
import { event } from '@patto/event-store/pure';
import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { type Bus, type Message, topicOf } from '../bus.ts';

/** A bus under test, with a log behind it. */
export interface BusPlace {
  readonly bus: Bus;
  /** Records events in the log, by stream, in this order, and gives them as they were recorded. */
  record(events: readonly Example[]): Promise<readonly Recorded[]>;
  /** Closes the bus and opens it over the same data, as after a restart. */
  reopen(): Promise<Bus>;
  /** Closes it and removes its data. */
  dispose(): Promise<void>;
}

export type OpenBus = () => Promise<BusPlace>;

/** Somebody knocked at a door for the `number`th time. */
@Event('tests-bus.door', { version: 1 })
export class Knocked {
  readonly number!: number;
}

/** Somebody rang instead. */
@Event('tests-bus.door', { version: 1 })
export class Rang {
  readonly number!: number;
}

/** One event of the examples: which door, and its revision there. */
export interface Example {
  readonly door: string;
  readonly revision: number;
  readonly class: typeof Knocked | typeof Rang;
  readonly number: number;
}

export const SERVICE = 'tests-bus';
export const TOPIC = topicOf(SERVICE);
/** The stream categories of the examples. */
export const CATEGORIES = ['door'];

/** A uuid from parts: what the deployment's secret would make, without a secret. */
export const derived = (...parts: readonly string[]): string =>
  createHash('sha256')
    .update(parts.join('\0'))
    .digest('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');

/** The service that acts in the examples, and when: 1 March 2027, 09:00, in milliseconds. */
export const SYSTEM: SystemId = `system-${derived('system')}`;
export const MORNING = Date.UTC(2027, 2, 1, 9);

/** Doors of one test, so that tests do not hear each other where they share a broker. */
export const newDoor = (): string => `door-${randomUUID()}`;

/** Knocks at doors in turn: the revisions of each go up. */
export const knocks = (doors: readonly string[], count: number, before = 0): readonly Example[] =>
  Array.from({ length: count }, (_, index) => ({
    door: doors[index % doors.length] as string,
    revision: before + Math.floor(index / doors.length) + 1,
    class: Knocked,
    number: before * doors.length + index,
  }));

/** The event's final text, as a service would have recorded it. */
export const newEvent = ({ door, revision, class: declared, number }: Example) => {
  const happenedAt = new Date(MORNING).toISOString();
  const about = { by: { actor: SYSTEM }, initiative: 'agency', channel: 'self', happenedAt, basedOn: ['mandate-1@3'] } as const;
  const origin = { command: derived('command', door, String(revision)), digest: 'digest', correlationId: `walk of ${door}` };
  return cloudEvent(
    event(declared, { number }),
    { ...about, ...origin, id: derived('event', door, String(revision)), stream: door, revision, time: MORNING },
    [],
  );
};

/** Waits until something is so; fails after 10 seconds, which is long for most that is waited for here. */
export const until = async (holds: () => boolean, withinMs = 10_000): Promise<void> => {
  for (const end = performance.now() + withinMs; !holds(); await delay(5)) {
    if (performance.now() > end) throw new Error(`It did not become so within ${withinMs / 1_000} seconds.`);
  }
};

/** The numbers that messages tell. */
export const numbers = (messages: readonly Message[]): readonly number[] =>
  messages.map(({ body }) => (JSON.parse(body) as { data: { number: number } }).data.number);
