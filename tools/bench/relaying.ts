import { join } from 'node:path';
import { type EventLog, follow, openCheckpoints, type Recorded } from '@patto/event-store';
import { kafkaBatches, messageOf, openKafkaBus, relay, topicOf } from '@patto/messaging';
import { brokersIn, kafkaFor } from '@patto/testing/engines';
import { Kafka, logLevel, type Message as KafkaMessage, Partitioners } from 'kafkajs';
import { fill } from './events.ts';
import { openLog } from './logs.ts';
import { inTurns, type Row, rate } from './measure.ts';

const TARGET = 0.8;
const EVENTS = 30_000;
const PAGE = 1_000; // What a follower handles at once.
const SERVICE = 'bench';
const LONGEST_MS = 60_000;

/** What the relay sends for a whole log, page by page. */
const batchesOf = async (log: EventLog): Promise<readonly KafkaMessage[][]> => {
  const recorded: Recorded[] = [];
  for await (const one of log.readAll({})) recorded.push(one);
  const pages = Array.from({ length: Math.ceil(recorded.length / PAGE) }, (_, page) => recorded.slice(page * PAGE, (page + 1) * PAGE));
  return pages.flatMap((page) => [...kafkaBatches(page.map(messageOf))]);
};

/** The relay from a log to a broker, against the client's producer alone with the same messages in the same batches. Undefined where there is no broker. */
export const relaying = async (folder: string, pairs: number): Promise<Row | undefined> => {
  const server = await kafkaFor('the relay against a bare producer of Kafka');
  if (!server) return undefined;
  const log = openLog(join(folder, 'events.sqlite'));
  await fill(log, EVENTS);
  const head = await log.head();
  const brokers = [...brokersIn(server.url)];
  const bus = await openKafkaBus({ brokers, clientId: 'bench', logger: { info: () => {}, debug: () => {} }, onTrouble: () => {} });
  const bare = new Kafka({ brokers, clientId: 'bare', logLevel: logLevel.NOTHING }).producer({ createPartitioner: Partitioners.DefaultPartitioner });
  await bare.connect();
  let run = 0;
  const ours = async () => {
    run += 1;
    const checkpoints = openCheckpoints(join(folder, `checkpoints-${run}.sqlite`));
    const done = await rate(async () => {
      const following = follow(log, relay({ bus, service: SERVICE, categories: ['dossier'], checkpoints }));
      if (!(await following.reached(head, LONGEST_MS))) throw new Error('The relay did not come to the head of the log.');
      await following.stop();
      return EVENTS;
    });
    await checkpoints.close();
    return done;
  };
  await ours(); // Makes the topic.
  const batches = await batchesOf(log);
  const theirs = () =>
    rate(async () => {
      for (const messages of batches) await bare.send({ topic: topicOf(SERVICE), acks: -1, messages });
      return EVENTS;
    });
  try {
    await inTurns(1, ours, theirs); // The first runs are slower than all others: code is compiled and the broker makes files.
    return { what: 'relay to Kafka', against: 'bare kafkajs producer', target: TARGET, ...(await inTurns(pairs, ours, theirs)) };
  } finally {
    await bare.disconnect();
    await bus.close();
    await log.close();
    await server.stop();
  }
};
