import { afterAll, describe, expect, it, jest } from '@jest/globals';
import { brokersIn, kafkaFor } from '@patto/testing/engines';
import type { KafkaMessage } from 'kafkajs';
import { conformsAsBus } from '../conformance.ts';
import { knocks, newDoor, TOPIC } from '../conformance/examples.ts';
import { messageOf } from '../message.ts';
import { openKafkaBus } from './bus.ts';
import { bareKafka, kafkaPlace, QUIET } from './testing/kafka-place.ts';
import { lookAtTopics } from './topics.ts';

const server = await kafkaFor('the bus on Kafka');
afterAll(() => server?.stop());

const ITS_LONGEST_MS = 30_000; // A broker on a busy machine takes its time over topics and groups.
jest.setTimeout(ITS_LONGEST_MS);

if (server) {
  const brokers = brokersIn(server.url);
  conformsAsBus('Kafka', () => kafkaPlace(brokers));

  describe('a topic on Kafka', () => {
    it('has 16 partitions and keeps everything', async () => {
      const its = await kafkaPlace(brokers);
      await its.bus.publish(TOPIC, (await its.record(knocks([newDoor()], 1))).map(messageOf));
      const admin = bareKafka(brokers).admin();
      await admin.connect();
      const { topics } = await admin.fetchTopicMetadata({ topics: [`${its.prefix}${TOPIC}`] });
      const { resources } = await admin.describeConfigs({
        includeSynonyms: false,
        resources: [{ type: 2, name: `${its.prefix}${TOPIC}`, configNames: ['retention.ms'] }],
      });
      await admin.disconnect();
      expect([topics[0]?.partitions.length, resources[0]?.configEntries[0]?.configValue]).toEqual([16, '-1']);
      await its.dispose();
    });

    it('is seen as it is from outside, and is not made by a look', async () => {
      const its = await kafkaPlace(brokers);
      const [made, other, none] = [TOPIC, 'other', 'none'].map((name) => `${its.prefix}${name}`) as [string, string, string];
      await its.bus.publish(TOPIC, (await its.record(knocks([newDoor()], 1))).map(messageOf));
      const admin = bareKafka(brokers).admin();
      await admin.connect();
      await admin.createTopics({ waitForLeaders: true, topics: [{ topic: other, numPartitions: 2 }] });
      expect(await lookAtTopics({ brokers }, [none, made, other])).toEqual([
        { name: made, partitions: 16, keepsAll: true },
        { name: other, partitions: 2, keepsAll: false },
      ]);
      expect(await admin.listTopics()).not.toContain(none);
      await admin.disconnect();
      await its.dispose();
    });

    it('holds CloudEvents in binary mode, as their binding for Kafka says, for whoever reads it with another client', async () => {
      const its = await kafkaPlace(brokers);
      const door = newDoor();
      const [recorded] = await its.record(knocks([door], 1));
      if (!recorded) throw new Error('An event was recorded.');
      await its.bus.publish(TOPIC, [messageOf(recorded)]);
      const [{ key, value, headers = {} }] = (await read(brokers, `${its.prefix}${TOPIC}`, 1)) as [KafkaMessage];
      const { data, datacontenttype, ...attributes } = JSON.parse(recorded.publicForm) as Record<string, unknown>;
      expect([String(key), String(value)]).toEqual([attributes['partitionkey'], JSON.stringify(data)]);
      expect(Object.fromEntries(Object.entries(headers).map(([name, text]) => [name, String(text)]))).toEqual({
        ...Object.fromEntries(Object.entries(attributes).map(([name, text]) => [`ce_${name}`, String(text)])),
        'content-type': datacontenttype,
        'patto-position': '0',
      });
      expect(attributes).toMatchObject({ specversion: '1.0', type: 'patto.tests-bus.Knocked.v1', source: '/services/tests-bus', subject: door });
      await its.dispose();
    });

    it('may hold more than a broker takes at once for one key', async () => {
      const its = await kafkaPlace(brokers);
      const many = (await its.record(knocks([newDoor()], 1))).map(messageOf).flatMap((one) => {
        const body = one.body.replace('"data":{', `"data":{"long":${JSON.stringify('a'.repeat(50_000))},`);
        return Array.from({ length: 60 }, () => ({ id: one.id, key: one.key, type: one.type, position: one.position, headers: one.headers, body }));
      });
      await its.bus.publish(TOPIC, many);
      const heard: string[] = [];
      const group = await its.bus.subscribe([TOPIC], 'patient', async ({ body }) => void heard.push(body), { from: 'first' });
      await group.caughtUp();
      expect(heard).toEqual(many.map(({ body }) => body));
      await its.dispose();
    });

    it('may hold what is no event, which is passed over and told as trouble', async () => {
      const its = await kafkaPlace(brokers);
      const troubles: string[] = [];
      const bus = await its.another({ onTrouble: ({ error }) => void troubles.push(String(error)) });
      const door = newDoor();
      const heard: string[] = [];
      const group = await bus.subscribe([TOPIC], 'strict', async ({ key }) => void heard.push(key));
      const producer = bareKafka(brokers).producer();
      await producer.connect();
      await producer.send({
        topic: `${its.prefix}${TOPIC}`,
        messages: [
          { key: door, value: null },
          { key: door, value: 'hello' },
        ],
      });
      await producer.disconnect();
      await bus.publish(TOPIC, (await its.record(knocks([door], 1))).map(messageOf));
      await group.caughtUp();
      expect([heard, troubles.length]).toEqual([[door], 2]);
      await its.dispose();
    });
  });
}

describe('a broker that is not there', () => {
  it('is named when the bus is opened', async () => {
    const opening = openKafkaBus({ brokers: ['127.0.0.1:9'], clientId: 'tests', logger: QUIET, onTrouble: () => {} });
    await expect(opening).rejects.toThrow('Kafka does not take us in at 127.0.0.1:9:');
  });
});

/** The first records of a topic as the bare client gets them. */
const read = async (brokers: readonly string[], topic: string, count: number): Promise<readonly KafkaMessage[]> => {
  const consumer = bareKafka(brokers).consumer({ groupId: `${topic}read` });
  const records: KafkaMessage[] = [];
  const all = Promise.withResolvers<void>();
  await consumer.connect();
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await consumer.run({
    eachMessage: async ({ message }) => {
      records.push(message);
      if (records.length >= count) all.resolve();
    },
  });
  await all.promise;
  await consumer.disconnect();
  return records;
};
