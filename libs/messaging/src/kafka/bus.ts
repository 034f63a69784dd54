import { logLevel, Partitioners, type RetryOptions } from 'kafkajs';
import type { Bus, Subscription } from '../bus.ts';
import { type KafkaAccess, kafkaClient } from './access.ts';
import { kafkaBatches } from './batches.ts';
import { joinGroup } from './group.ts';
import { type BusLogger, quietly } from './logging.ts';
import { openPlaces } from './places.ts';

/** What the client mends by itself within about five seconds; longer than that is an outage, and waited for by those who follow and listen. */
const RETRY: RetryOptions = { initialRetryTime: 100, factor: 0.2, multiplier: 2, maxRetryTime: 2_000, retries: 5 };

export interface KafkaBusParts extends KafkaAccess {
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
 * @throws where no broker answers, or none takes us in
 */
export const openKafkaBus = async ({ clientId, prefix = '', logger, onTrouble, ...access }: KafkaBusParts): Promise<Bus> => {
  const kafka = kafkaClient(access, { clientId, retry: RETRY, connectionTimeout: 3_000, logLevel: logLevel.INFO, logCreator: quietly(logger) });
  const producer = kafka.producer({ allowAutoTopicCreation: false, createPartitioner: Partitioners.DefaultPartitioner });
  const places = await openPlaces(kafka).catch((cause: Error) => {
    throw new Error(`Kafka does not take us in at ${access.brokers.join(', ')}: ${cause.message}`, { cause });
  });
  await producer.connect().catch(async (error: unknown) => {
    await places.close();
    throw error;
  });

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
      try {
        let sending: Promise<unknown> = Promise.resolve();
        for (const batch of kafkaBatches(messages)) {
          await sending; // The next batch is made while this one is on its way.
          sending = producer.send({ topic: name, acks: -1, messages: batch });
        }
        await sending;
      } catch (error) {
        there.delete(name); // Somebody may have deleted it: the next try looks again.
        throw error;
      }
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
        group,
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
