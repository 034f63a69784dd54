import { afterAll, describe, expect, it, jest } from '@jest/globals';
import { follow, openCheckpoints } from '@patto/event-store';
import { command } from '@patto/event-store/pure';
import { brokersIn, kafkaFor } from '@patto/testing/engines';
import type { Admin, Message as Outgoing } from 'kafkajs';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Message } from '../bus.ts';
import { CATEGORIES, Knocked, knocks, newDoor, numbers, SERVICE, TOPIC, until } from '../conformance/examples.ts';
import { OpenDoor, openHouse } from '../conformance/house.ts';
import { messageOf } from '../message.ts';
import { when } from '../reaction.ts';
import { relay } from '../relay.ts';
import { runReaction } from '../run-reaction.ts';
import { bareKafka, type KafkaPlace, kafkaPlace } from './testing/kafka-place.ts';
import { recordOf } from './wire.ts';

jest.setTimeout(60_000); // A group waits some seconds for its other members.

const PATIENCE_MS = 30_000;
/** What the protocol calls a topic among the things that are configured. */
const TOPIC_TYPE = 2;

const server = await kafkaFor('topics of Kafka that others meddle with');
afterAll(() => server?.stop());

if (server) {
  const brokers = brokersIn(server.url);

  /** A bus of its own, and the broker behind its back. */
  const opened = async () => {
    const place = await kafkaPlace(brokers);
    const checkpoints = openCheckpoints(join(place.recording.folder, 'checkpoints.db'));
    const admin = bareKafka(brokers).admin();
    await admin.connect();
    return {
      place,
      admin,
      topic: `${place.prefix}${TOPIC}`,
      relayed: () => follow(place.recording.log, relay({ bus: place.bus, service: SERVICE, categories: CATEGORIES, checkpoints })),
      [Symbol.asyncDispose]: async () => {
        await admin.disconnect();
        await place.dispose();
        await checkpoints.close();
      },
    };
  };
  const configure = (admin: Admin, topic: string, name: string, value: string) =>
    admin.alterConfigs({ validateOnly: false, resources: [{ type: TOPIC_TYPE, name: topic, configEntries: [{ name, value }] }] });

  describe('a topic whose broker takes no message so large', () => {
    it('halts the relay there, which waits for nobody, and has it once the broker takes it', async () => {
      await using its = await opened();
      const [door] = [newDoor()];
      const heard: Message[] = [];
      const group = await its.place.bus.subscribe([TOPIC], 'neighbours', async (message) => void heard.push(message));
      await configure(its.admin, its.topic, 'max.message.bytes', '300');
      const stuck = its.relayed();
      await its.place.record(knocks([door], 2));
      await until(() => stuck.halted !== undefined);
      expect(stuck.halted).toMatchObject({ position: 0, error: { message: expect.stringContaining('larger than the max message size') } });
      await stuck.stop();

      await configure(its.admin, its.topic, 'max.message.bytes', '100000');
      const going = its.relayed();
      expect(await going.reached(1, PATIENCE_MS)).toBe(true);
      await group.caughtUp();
      expect(numbers(heard)).toEqual([0, 1]);
      await going.stop();
    });
  });

  describe('a topic that somebody deleted', () => {
    it('is made anew with all its partitions, and brings what is told from then on', async () => {
      await using its = await opened();
      const [door] = [newDoor()];
      const heard: Message[] = [];
      const group = await its.place.bus.subscribe([TOPIC], 'neighbours', async (message) => void heard.push(message));
      const following = its.relayed();
      await its.place.record(knocks([door], 3));
      await until(() => heard.length === 3);

      await its.admin.deleteTopics({ topics: [its.topic] });
      await its.place.record(knocks([door], 3, 3));
      expect(await following.reached(5, PATIENCE_MS)).toBe(true);
      await until(() => heard.length >= 6, PATIENCE_MS);
      expect(numbers(heard)).toEqual([0, 1, 2, 3, 4, 5]);
      const { topics } = await its.admin.fetchTopicMetadata({ topics: [its.topic] });
      expect([topics[0]?.partitions.length, await group.lag()]).toEqual([16, 0]);
      await following.stop();
    });
  });

  describe('a topic that somebody made with fewer partitions', () => {
    it('still brings each key in order', async () => {
      await using its = await opened();
      await its.admin.createTopics({ waitForLeaders: true, topics: [{ topic: its.topic, numPartitions: 2 }] });
      const doors = [newDoor(), newDoor(), newDoor()];
      const heard: Message[] = [];
      const group = await its.place.bus.subscribe([TOPIC], 'neighbours', async (message) => void heard.push(message));
      await its.place.bus.publish(TOPIC, (await its.place.record(knocks(doors, 30))).map(messageOf));
      await group.caughtUp();
      for (const [at, door] of doors.entries()) {
        expect(numbers(heard.filter(({ key }) => key === door))).toEqual(Array.from({ length: 10 }, (_, turn) => turn * 3 + at));
      }
    });
  });

  describe('a reaction on a topic', () => {
    /** The topic with four events, and a reaction that opens a door for each. */
    const reacting = async (place: KafkaPlace) => {
      const house = await openHouse();
      const opening = when('when-knocked-open', Knocked, (_facts, { stream }) => [command(OpenDoor, { door: stream, to: 'guest' })]);
      const react = async () => runReaction(opening, house.parts(place.bus));
      const group = await react();
      const recorded = await place.record(knocks([newDoor(), newDoor()], 4));
      await place.bus.publish(TOPIC, recorded.map(messageOf));
      await group.caughtUp();
      return { house, group, react, recorded };
    };
    const produce = async (topic: string, messages: Outgoing[]) => {
      const producer = bareKafka(brokers).producer();
      await producer.connect();
      await producer.send({ topic, messages });
      await producer.disconnect();
    };

    it('goes on after records that only look like events: what cannot be one is passed over, what says nonsense is parked', async () => {
      await using its = await opened();
      const { house, group, recorded } = await reacting(its.place);
      const [event] = recorded;
      if (!event) throw new Error('Events were recorded.');
      const { headers = {}, ...like } = recordOf(messageOf(event));
      const looking = (data: string, other: Record<string, string>) => ({ ...like, value: Buffer.from(data), headers: { ...headers, ...other } });
      const noEvents = [
        looking('?', { 'patto-position': 'soon' }),
        looking('?', { 'patto-position': '' }),
        looking('?', { ce_revision: 'x' }),
        looking('?', { ce_id: 'me' }),
        { key: event.stream, value: event.publicForm, headers: { 'content-type': 'application/cloudevents+json' } },
      ];
      const nonsense = ['{"number":', 'null', '\0'].map((data) => looking(data, { ce_id: randomUUID() }));
      const newer = looking('{"number":9}', { ce_id: randomUUID(), ce_type: 'patto.tests-bus.Knocked.v2' });
      const keyless = { ...looking('?', { ce_id: randomUUID() }), key: '\0' };
      await produce(its.topic, [...noEvents, ...nonsense, keyless, newer]);
      await its.place.bus.publish(TOPIC, (await its.place.record(knocks([event.stream], 1, 2))).map(messageOf));
      await group.caughtUp();
      expect([(await house.effects()).length, house.parked.length]).toEqual([5, 4]);
      await house[Symbol.asyncDispose]();
    });

    it('does nothing twice when its group is set back to the first message', async () => {
      await using its = await opened();
      const { house, group, react } = await reacting(its.place);
      const before = await house.effects();
      await group.stop();
      await its.admin.resetOffsets({ groupId: `${its.place.prefix}when-knocked-open`, topic: its.topic, earliest: true });
      const again = await react();
      await again.caughtUp();
      expect(before).toHaveLength(4);
      expect(await house.effects()).toEqual(before);
      await house[Symbol.asyncDispose]();
    });
  });
}
