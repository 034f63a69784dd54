import { logLevel } from 'kafkajs';
import { type KafkaAccess, kafkaClient } from './access.ts';

/** A topic as the brokers have it. */
export interface Topic {
  readonly name: string;
  readonly partitions: number;
  /** Whether no message is ever taken out. */
  readonly keepsAll: boolean;
}

/** Brokers that do not answer by then are away: whoever looks waits a few seconds only. */
const CONNECTS_WITHIN_MS = 3_000;
const MOST_TRIES = 2;
/** What the protocol calls a topic among the things that are configured. The client's own name for it cannot be imported by name. */
const TOPIC = 2;

/** Those of these topics that the brokers have; it makes none. @throws where no broker answers, or none takes us in */
export const lookAtTopics = async (access: KafkaAccess, names: readonly string[]): Promise<readonly Topic[]> => {
  const retry = { retries: MOST_TRIES - 1 };
  const admin = kafkaClient(access, { clientId: 'patto doctor', connectionTimeout: CONNECTS_WITHIN_MS, retry, logLevel: logLevel.NOTHING }).admin();
  try {
    await admin.connect();
    const known = await admin.listTopics();
    const there = names.filter((name) => known.includes(name));
    if (there.length === 0) return [];
    const { topics } = await admin.fetchTopicMetadata({ topics: there });
    const asked = there.map((name) => ({ type: TOPIC, name, configNames: ['retention.ms'] }));
    const { resources } = await admin.describeConfigs({ includeSynonyms: false, resources: asked });
    const keeping = new Set(resources.filter(({ configEntries: [found] }) => found?.configValue === '-1').map(({ resourceName }) => resourceName));
    const partitions = new Map(topics.map((topic) => [topic.name, topic.partitions.length]));
    return there.map((name) => ({ name, partitions: partitions.get(name) ?? 0, keepsAll: keeping.has(name) }));
  } finally {
    await admin.disconnect();
  }
};
