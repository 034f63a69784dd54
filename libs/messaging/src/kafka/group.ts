import type { Consumer, EachBatchPayload, Kafka, KafkaMessage } from 'kafkajs';
import { setTimeout as delay } from 'node:timers/promises';
import type { Handler, Message, SubscribeOptions, Subscription } from '../bus.ts';
import { handleByKey, MOST_IN_HAND } from '../by-key.ts';
import { PARTITIONS, type Place, type Places } from './places.ts';
import { messageIn, typeIn } from './wire.ts';

/** The wait before a message that failed, or a broker that is away, is tried again; it doubles up to the longest. */
const FIRST_WAIT_MS = 50;
const LONGEST_WAIT_MS = 5_000;
/**
 * A member that is silent for so long is taken for dead, and its share goes to the others. After an outage of the broker the members begin anew, and
 * wait so long for those that they were before.
 */
const SILENT_MS = 10_000;
const BEAT_MS = 3_000;
/** So long the broker keeps a question for messages that are not there yet; it answers at once when one comes. A stop waits for it. */
const ASK_MS = 500;
/** The place is stored at the end of each batch, and in a long one so often. */
const STORE_MS = 1_000;
const LOOK_EVERY_MS = 20;

export interface GroupParts {
  readonly kafka: Kafka;
  readonly places: Places;
  readonly topics: readonly string[];
  readonly group: string;
  readonly handler: Handler;
  readonly options: SubscribeOptions;
  readonly onTrouble: (trouble: { readonly topic: string; readonly error: unknown }) => void;
}

/**
 * One member of a group at work. It begins anew whenever the client gives up.
 * @throws where it cannot begin for the first time
 */
export const joinGroup = async ({ kafka, places, topics, group, handler, options, onTrouble }: GroupParts): Promise<Subscription> => {
  const stopping = new AbortController();
  const { signal } = stopping;
  const types = options.types && new Set(options.types);
  let isPaused = false;
  let member: Consumer | undefined;

  /** Handles one message until that works; says whether it did before the member had to leave it. */
  const persist = async (topic: string, message: Message, leaving: AbortSignal): Promise<boolean> => {
    for (let wait = FIRST_WAIT_MS; !leaving.aborted; wait = Math.min(2 * wait, LONGEST_WAIT_MS)) {
      try {
        await handler(message);
        return true;
      } catch (error) {
        onTrouble({ topic, error });
        await delay(wait, undefined, { signal: leaving }).catch(() => {});
      }
    }
    return false;
  };

  /** Whether a record is an event that the group asked for. */
  const isWanted = ({ topic, partition }: EachBatchPayload['batch'], record: KafkaMessage): boolean => {
    const type = typeIn(record);
    if (type === undefined) onTrouble({ topic, error: new Error(`The record at ${partition}/${record.offset} is no event and was passed over.`) });
    return type !== undefined && (!types || types.has(type));
  };

  const take = async ({ batch, resolveOffset, heartbeat, commitOffsetsIfNecessary, isRunning, isStale }: EachBatchPayload): Promise<void> => {
    const lost = new AbortController();
    const leaving = AbortSignal.any([signal, lost.signal]);
    const beating = setInterval(() => heartbeat().catch((error: unknown) => lost.abort(error)), BEAT_MS);
    try {
      for (let at = 0; at < batch.messages.length; at += MOST_IN_HAND) {
        const records = batch.messages.slice(at, at + MOST_IN_HAND);
        const events = records.flatMap((record) => (isWanted(batch, record) ? [{ record, message: messageIn(record) }] : []));
        const handled = await handleByKey(
          events.map(({ message }) => message),
          async (message) => isRunning() && !isStale() && !isPaused && (await persist(batch.topic, message, leaving)),
        );
        const left = events[handled]?.record;
        const done = left ? records.slice(0, records.indexOf(left)) : records;
        if (done.length > 0) resolveOffset(done.at(-1)?.offset as string);
        if (left) break;
        await heartbeat();
        await commitOffsetsIfNecessary();
      }
    } finally {
      clearInterval(beating);
    }
    if (lost.signal.aborted) throw lost.signal.reason;
  };

  /** Once it has been told that it listens, a place that is lost is that of a topic made anew, where everything is after what it has heard. */
  let hasListened = false;

  /** Where the group has never been it starts at what is published next. The ends are asked for first: whatever another member has not stored yet by then is before them. */
  const starts = async (): Promise<readonly Place[]> => {
    const ends = await places.ends(topics);
    const unknown = new Set((await places.of(group, topics)).filter(({ offset }) => offset < 0).map(({ topic, partition }) => `${topic} ${partition}`));
    const fresh = ends.filter(({ topic, partition }) => unknown.has(`${topic} ${partition}`));
    return options.from === 'first' || hasListened ? fresh.map((place) => ({ ...place, offset: 0 })) : fresh;
  };

  const isPlaced = async (): Promise<boolean> => (await places.of(group, topics)).every(({ offset }) => offset >= 0);

  /** Takes part until it is stopped; rejects when the client gives up. */
  const takePart = async (began: () => void): Promise<void> => {
    const consumer = kafka.consumer({
      groupId: group,
      sessionTimeout: SILENT_MS,
      heartbeatInterval: BEAT_MS,
      maxWaitTimeInMs: ASK_MS,
      retry: { restartOnFailure: async () => false },
    });
    const ended = Promise.withResolvers<void>();
    ended.promise.catch(() => {});
    signal.addEventListener('abort', () => ended.resolve(), { once: true });
    consumer.on(consumer.events.CRASH, ({ payload }) => ended.reject(payload.error));
    try {
      let from = await starts();
      consumer.on(consumer.events.GROUP_JOIN, ({ payload: { memberAssignment } }) => {
        for (const { topic, partition, offset } of from)
          if (memberAssignment[topic]?.includes(partition)) consumer.seek({ topic, partition, offset: String(offset) });
        if (isPaused) consumer.pause(topics.map((topic) => ({ topic })));
      });
      await consumer.connect();
      // Only an offset that the broker has thrown away is replaced by this; a fresh place is sought above.
      await consumer.subscribe({ topics: [...topics], fromBeginning: true });
      // Partitions are handled side by side: one after the other, what waits for a database in one of them would hold up all.
      await consumer.run({ eachBatchAutoResolve: false, autoCommitInterval: STORE_MS, partitionsConsumedConcurrently: PARTITIONS, eachBatch: take });
      member = consumer;
      for (let isThere = false; !isThere && !signal.aborted; ) {
        isThere = await Promise.race([isPlaced(), ended.promise.then(() => true)]);
        if (!isThere) await delay(LOOK_EVERY_MS);
      }
      from = [];
      began();
      await ended.promise;
    } finally {
      member = undefined;
      await consumer.disconnect().catch(() => {});
    }
  };

  const first = Promise.withResolvers<void>();
  const run = async (): Promise<void> => {
    let wait = FIRST_WAIT_MS;
    const began = () => {
      wait = FIRST_WAIT_MS;
      hasListened = true;
      first.resolve();
    };
    while (!signal.aborted) {
      try {
        await takePart(began);
      } catch (error) {
        first.reject(error);
        for (const topic of topics) onTrouble({ topic, error });
        await delay(wait, undefined, { signal }).catch(() => {});
        wait = Math.min(2 * wait, LONGEST_WAIT_MS);
      }
    }
  };
  const done = run();
  const stop = async () => {
    stopping.abort();
    await done;
  };
  await first.promise.catch(async (error: unknown) => {
    await stop();
    throw error;
  });

  return {
    group,
    lag: async () => places.behind(group, await places.ends(topics)),
    caughtUp: async () => {
      const ends = await places.ends(topics);
      while (!signal.aborted && (await places.behind(group, ends)) > 0) await delay(LOOK_EVERY_MS, undefined, { signal }).catch(() => {});
    },
    pause: () => {
      isPaused = true;
      member?.pause(topics.map((topic) => ({ topic })));
    },
    resume: () => {
      isPaused = false;
      member?.resume(topics.map((topic) => ({ topic })));
    },
    stop,
  };
};
