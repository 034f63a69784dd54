import { Kafka, logLevel, Partitioners, type RetryOptions } from 'kafkajs';
import type { Bus, Message, Subscription } from '../bus.ts';
import { joinGroup } from './group.ts';
import { type BusLogger, quietly } from './logging.ts';
import { openPlaces } from './places.ts';
import { recordOf } from './wire.ts';

/** What the client mends by itself within about five seconds; longer than that is an outage, and waited for by those who follow and listen. */
const RETRY: RetryOptions = { initialRetryTime: 100, factor: 0.2, multiplier: 2, maxRetryTime: 2_000, retries: 5 };
/** A broker takes at most 1 MiB for a partition at once, unless it was told otherwise, and all of a page may be of one stream. */
const MOST_BYTES = 768 * 1024;
/** What the headers of a message add to that, roughly. */
const HEADER_BYTES = 768;

export interface KafkaBusParts {
  /** `host:port` of brokers to begin with. */
  readonly brokers: readonly string[];
  /** Who we are in the broker's own log. */
  readonly clientId: string;
  /** Stands before the name of every topic and group, where several deployments share brokers. */
  readonly prefix?: string;
  readonly logger: BusLogger;
  /** Told of each failure of a handler, or of the bus itself; the message comes again. */
  readonly onTrouble: (trouble: { readonly group: string; readonly topic: string; readonly error: unknown }) => void;
}

/**
 * The bus on Kafka. Topics are made where they are not there yet and the broker lets us. The client's idempotent producer is not used: what is
 * published twice does nothing twice, since commands have derived ids.
 * @throws where no broker answers
 */
export const openKafkaBus = async ({ brokers, clientId, prefix = '', logger, onTrouble }: KafkaBusParts): Promise<Bus> => {
  const kafka = new Kafka({ brokers: [...brokers], clientId, retry: RETRY, connectionTimeout: 3_000, logLevel: logLevel.INFO, logCreator: quietly(logger) });
  const producer = kafka.producer({ allowAutoTopicCreation: false, createPartitioner: Partitioners.DefaultPartitioner });
  const places = await openPlaces(kafka).catch((cause: unknown) => {
    throw new Error(`Kafka does not answer at ${brokers.join(', ')}.`, { cause });
  });
  await producer.connect();

  const there = new Map<string, Promise<void>>();
  /** The broker's name of a topic, once the topic is there. */
  const made = async (topic: string): Promise<string> => {
    const name = `${prefix}${topic}`;
    const making = there.get(name) ?? places.make(name);
    there.set(name, making);
    await making.catch((error: unknown) => {
      there.delete(name);
      throw error;
    });
    return name;
  };

  const running = new Map<string, Promise<Subscription>>();
  return {
    publish: async (topic, messages) => {
      if (messages.length === 0) return;
      const name = await made(topic);
      for (const batch of batchesOf(messages)) await producer.send({ topic: name, acks: -1, messages: batch });
    },
    subscribe: async (topics, group, handler, options = {}) => {
      if (running.has(group)) throw new Error(`The group ${group} is at work already.`);
      const joining = Promise.all(topics.map(made)).then((names) => {
        const told = (trouble: { readonly topic: string; readonly error: unknown }) => onTrouble({ group, ...trouble });
        return joinGroup({ kafka, places, topics: names, group: `${prefix}${group}`, handler, options, onTrouble: told });
      });
      running.set(group, joining);
      const subscription = await joining.catch((error: unknown) => {
        running.delete(group);
        throw error;
      });
      return {
        ...subscription,
        stop: async () => {
          await subscription.stop();
          running.delete(group);
        },
      };
    },
    close: async () => {
      await Promise.all([...running.values()].map(async (joining) => (await joining.catch(() => undefined))?.stop()));
      await producer.disconnect();
      await places.close();
    },
  };
};

/** Messages in their order, as many at once as a broker takes. */
function* batchesOf(messages: readonly Message[]): Generator<ReturnType<typeof recordOf>[]> {
  let batch: ReturnType<typeof recordOf>[] = [];
  let bytes = 0;
  for (const message of messages) {
    const record = recordOf(message);
    const size = record.value.length + HEADER_BYTES;
    if (batch.length > 0 && bytes + size > MOST_BYTES) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(record);
    bytes += size;
  }
  if (batch.length > 0) yield batch;
}
