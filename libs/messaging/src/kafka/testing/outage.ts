import { follow, openCheckpoints } from '@patto/event-store';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Message } from '../../bus.ts';
import { CATEGORIES, Knocked, newDoor, numbers, SERVICE, TOPIC } from '../../conformance/examples.ts';
import { relay } from '../../relay.ts';
import { kafkaPlace } from './kafka-place.ts';

const RATE = 50; // Events a second.
const AROUND_MS = 2_000; // So long all goes well before and after.
const LOOK_EVERY_MS = 100;

/** What a listener in another process was told by and by. */
export interface ToldThroughOutage {
  /** How many events were recorded. */
  readonly recorded: number;
  /** By door, the numbers in which its events came the first time. */
  readonly told: readonly (readonly number[])[];
  /** By door, the numbers in which they were recorded. */
  readonly expected: readonly (readonly number[])[];
  /** How many came again. */
  readonly duplicates: number;
  /** How many failures were told of, by the relay and by the group. */
  readonly troubles: number;
  /** How long after the broker was back everything had come. */
  readonly settledMs: number;
}

/** Records fifty events a second at three doors, with a relay and a listener of different processes, while the broker is killed and comes back. */
export const throughOutage = async (
  server: { readonly kill: () => Promise<void>; readonly start: () => Promise<void> },
  brokers: readonly string[],
  { awayMs, patienceMs }: { readonly awayMs: number; readonly patienceMs: number },
): Promise<ToldThroughOutage> => {
  const its = await kafkaPlace(brokers);
  const checkpoints = openCheckpoints(join(its.recording.folder, 'checkpoints.db'));
  let troubles = 0;
  const onTrouble = () => {
    troubles += 1;
  };
  const heard: Message[] = [];
  const listening = await its.another({ onTrouble });
  await listening.subscribe([TOPIC], 'neighbours', async (message) => {
    heard.push(message);
  });
  const following = follow(its.recording.log, relay({ bus: its.bus, service: SERVICE, categories: CATEGORIES, checkpoints }), { onOutage: onTrouble });

  const doors = [newDoor(), newDoor(), newDoor()];
  const expected = doors.map((): number[] => []);
  let recorded = 0;
  let isOver = false;
  const recording = (async () => {
    for (; !isOver; recorded += 1) {
      const at = recorded % doors.length;
      expected[at]?.push(recorded);
      await its.record([{ door: doors[at] as string, revision: Math.floor(recorded / doors.length) + 1, class: Knocked, number: recorded }]);
      await delay(1_000 / RATE);
    }
  })();
  await delay(AROUND_MS);
  await server.kill();
  await delay(awayMs);
  await server.start();
  const back = performance.now();
  await delay(AROUND_MS);
  isOver = true;
  await recording;

  const ids = () => new Set(heard.map(({ id }) => id));
  while (ids().size < recorded && performance.now() - back < patienceMs) await delay(LOOK_EVERY_MS);
  const settledMs = performance.now() - back;
  const first = [...new Map(heard.toReversed().map((message) => [message.id, message])).values()].toReversed();
  const told = doors.map((door) => numbers(first.filter(({ key }) => key === door)));
  if (following.halted) throw new Error('The relay halted.', { cause: following.halted.error });
  await following.stop();
  await its.dispose();
  await checkpoints.close();
  return { recorded, told, expected, duplicates: heard.length - ids().size, troubles, settledMs };
};
