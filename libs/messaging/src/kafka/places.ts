import type { Admin, Kafka } from 'kafkajs';
import { setImmediate as nextTurn, setTimeout as delay } from 'node:timers/promises';

/** So many streams of one topic go to different members of a group at the same time. It cannot be changed later without breaking the order of a key. */
export const PARTITIONS = 16;

/** A topic or group that was just made is known to all brokers within so many waits: five seconds. */
const MOST_YOUNG = 50;
const YOUNG_WAIT_MS = 100;
/** The classes of kafkajs' errors are not to be imported by name outside of tests: they are known by their names. */
const isYoung = (error: unknown): boolean => {
  const { name, retriable, message } = error as { readonly name?: unknown; readonly retriable?: unknown; readonly message?: unknown };
  // The client trips over the answer about a topic that another process has just made.
  const isTripping = name === 'TypeError' && /Cannot destructure property 'partitions'/.test(String(message));
  return isTripping || (name === 'KafkaJSProtocolError' && retriable === true);
};

/** A place in a topic: from here a group goes on. */
export interface Place {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
}

/** What the broker knows of topics and of where groups stand. */
export interface Places {
  /** Makes a topic where there is none. @throws where it is not there and may not be made */
  make(topic: string): Promise<void>;
  /** The offset of what is published next, for each partition. */
  ends(topics: readonly string[]): Promise<readonly Place[]>;
  /** Where a group goes on, for each partition; -1 where it has never been. */
  of(group: string, topics: readonly string[]): Promise<readonly Place[]>;
  /** How many messages up to these ends the group has not handled. */
  behind(group: string, ends: readonly Place[]): Promise<number>;
  close(): Promise<void>;
}

/** Opens a connection for questions, and another whenever one breaks. */
export const openPlaces = async (kafka: Kafka): Promise<Places> => {
  let admin: Promise<Admin> | undefined;
  const connected = async (): Promise<Admin> => {
    const made = kafka.admin();
    await made.connect();
    return made;
  };
  const askOnce = async <Answer>(ask: (admin: Admin) => Promise<Answer>): Promise<Answer> => {
    const mine = (admin ??= connected());
    try {
      return await ask(await mine);
    } catch (error) {
      if (!isYoung(error)) {
        if (admin === mine) admin = undefined;
        void mine.then((broken) => broken.disconnect()).catch(() => {});
      }
      throw error;
    }
  };
  const asked = async <Answer>(ask: (admin: Admin) => Promise<Answer>): Promise<Answer> => {
    for (let left = MOST_YOUNG; ; left -= 1) {
      try {
        return await askOnce(ask);
      } catch (error) {
        if (!isYoung(error) || left === 0) throw error;
        await delay(YOUNG_WAIT_MS);
      }
    }
  };

  const make = (topic: string) =>
    asked(async (admin) => {
      if ((await admin.listTopics()).includes(topic)) return;
      // Nothing is ever taken out: a new listener may need the first message, and a late one the message of last month.
      const configEntries = [{ name: 'retention.ms', value: '-1' }];
      await admin.createTopics({ waitForLeaders: true, topics: [{ topic, numPartitions: PARTITIONS, configEntries }] }).catch((cause: unknown) => {
        if (isYoung(cause)) throw cause; // Another process makes it in this very moment.
        throw new Error(`The topic ${topic} is not there and could not be made; it needs ${PARTITIONS} partitions.`, { cause });
      });
    });

  const aboutToBeAsked = new Map<string, Promise<readonly Place[]>>();
  /** All who want to know it in the same turn of the loop share one question, which is sent after that: each look at how well all goes wants it for each group. */
  const endsOf = (topic: string): Promise<readonly Place[]> => {
    const asking = aboutToBeAsked.get(topic) ?? askedNextTurn(topic);
    aboutToBeAsked.set(topic, asking);
    return asking;
  };
  const askedNextTurn = async (topic: string): Promise<readonly Place[]> => {
    await nextTurn();
    aboutToBeAsked.delete(topic);
    const partitions = await asked((admin) => admin.fetchTopicOffsets(topic));
    return partitions.map(({ partition, high }) => ({ topic, partition, offset: Number(high) }));
  };
  const ends = async (topics: readonly string[]) => (await Promise.all(topics.map(endsOf))).flat();

  const of = (group: string, topics: readonly string[]) =>
    asked(async (admin) => {
      const all = await admin.fetchOffsets({ groupId: group, topics: [...topics] });
      return all.flatMap(({ topic, partitions }) => partitions.map(({ partition, offset }) => ({ topic, partition, offset: Number(offset) })));
    });

  await asked(async () => undefined);
  return {
    make,
    ends,
    of,
    behind: async (group, to) => {
      const reached = new Map(
        (await of(group, [...new Set(to.map(({ topic }) => topic))])).map((place) => [`${place.topic} ${place.partition}`, place.offset]),
      );
      return to.reduce((sum, { topic, partition, offset }) => sum + Math.max(0, offset - Math.max(0, reached.get(`${topic} ${partition}`) ?? 0)), 0);
    },
    close: async () => {
      await (await admin?.catch(() => undefined))?.disconnect();
    },
  };
};
