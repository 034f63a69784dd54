import { afterAll, describe, expect, it, jest } from '@jest/globals';
import { type Follower, openCheckpoints, type Recorded } from '@patto/event-store';
import { command } from '@patto/event-store/pure';
import { brokersIn, kafkaFor } from '@patto/testing/engines';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Message } from '../bus.ts';
import { CATEGORIES, type Example, Knocked, knocks, newDoor, numbers, SERVICE, TOPIC, until } from '../conformance/examples.ts';
import { OpenDoor, openHouse } from '../conformance/house.ts';
import { messageOf } from '../message.ts';
import { when } from '../reaction.ts';
import { relay } from '../relay.ts';
import { runReaction } from '../run-reaction.ts';
import { kafkaPlace } from './testing/kafka-place.ts';

jest.setTimeout(60_000); // A group that changes waits for the heartbeats of its members, three seconds apart.

const server = await kafkaFor('groups of several members on Kafka');
afterAll(() => server?.stop());

const DOORS = 12; // Over more partitions than one.
const ROUND = 120;

describe('a group of two members on Kafka', () => {
  it('loses nothing and keeps the order of each key when one joins and one leaves in the middle', async () => {
    if (!server) return;
    const its = await kafkaPlace(brokersIn(server.url));
    const doors = Array.from({ length: DOORS }, newDoor);
    const heard: Message[] = [];
    const busy = new Set<string>();
    const overlapping: string[] = [];
    const by = { first: 0, second: 0 };
    const taking = (name: 'first' | 'second') => async (message: Message) => {
      if (busy.has(message.key)) overlapping.push(message.key);
      busy.add(message.key);
      await delay(5);
      busy.delete(message.key);
      heard.push(message);
      by[name] += 1;
    };
    const tell = async (round: number) => its.bus.publish(TOPIC, (await its.record(knocks(doors, ROUND, (round * ROUND) / DOORS))).map(messageOf));
    const isAllHeard = (rounds: number) => new Set(heard.map(({ id }) => id)).size === rounds * ROUND;

    const first = await its.bus.subscribe([TOPIC], 'neighbours', taking('first'));
    await tell(0);
    const joining = its.another().then((bus) => bus.subscribe([TOPIC], 'neighbours', taking('second')));
    await tell(1);
    await joining;
    await tell(2);
    await until(() => isAllHeard(3));
    await tell(3);
    await first.stop();
    await tell(4);
    await until(() => isAllHeard(5));

    expect(overlapping).toEqual([]);
    expect(by.second).toBeGreaterThan(ROUND);
    const once = [...new Map(heard.toReversed().map((message) => [message.id, message])).values()].toReversed();
    for (const [at, door] of doors.entries()) {
      const expected = Array.from({ length: (5 * ROUND) / DOORS }, (_, turn) => turn * DOORS + at);
      expect(numbers(once.filter(({ key }) => key === door))).toEqual(expected);
    }
    await its.dispose();
  });
});

describe('a relay that tells everything again', () => {
  it('since it was killed before its place was stored, or lost its place, changes nothing', async () => {
    if (!server) return;
    const its = await kafkaPlace(brokersIn(server.url));
    await using house = await openHouse();
    const checkpoints = openCheckpoints(join(its.recording.folder, 'checkpoints.db'));
    let told = 0;
    const opening = when('when-knocked-open', Knocked, (_facts, { stream }) => {
      told += 1;
      return [command(OpenDoor, { door: stream, to: 'guest' })];
    });
    const group = await runReaction(opening, house.parts(its.bus));
    const parts = { bus: its.bus, service: SERVICE, categories: CATEGORIES, checkpoints };
    const page = async (follower: Follower, events: readonly Example[]) => follower.handle({ events: await its.record(events), through: events.length - 1 });

    const killed = relay({ ...parts, checkpoints: { ...checkpoints, save: () => Promise.reject(new Error('It was killed.')) } });
    const doors = [newDoor(), newDoor()];
    const events = knocks(doors, 10);
    await expect(page(killed, events)).rejects.toThrow('killed');
    const recorded: Recorded[] = [];
    for await (const one of its.recording.log.readAll({})) recorded.push(one);
    expect(await relay(parts).position()).toBe(-1);
    for (let again = 0; again < 2; again += 1) await relay(parts).handle({ events: recorded, through: recorded.length - 1 });
    await group.caughtUp();
    expect([told, (await house.effects()).length]).toEqual([30, 10]);
    await its.dispose();
    await checkpoints.close();
  });
});
