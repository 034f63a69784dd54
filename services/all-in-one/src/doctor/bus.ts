import { type KafkaAccess, kafkaAccess, lookAtTopics, PARTITIONS, type Topic, topicOf } from '@patto/messaging';
import { openedByClientAt, type Settings } from '@patto/service-kit';
import { services } from '../services.ts';
import { type Finding, fail, looking, ok, warn } from './finding.ts';

/** Looks at the topics of all services: whoever publishes in one, the others listen there. It makes none. */
export const lookAtBus = ({ engines: { bus: url } }: Settings): Promise<readonly Finding[]> =>
  looking('bus', async () => {
    if (url === undefined) return [ok('bus', 'In the process.')];
    const names = services.map(({ name }) => topicOf(name));
    const topics = await openedByClientAt('PATTO_BUS_URL', lookAtTopics(kafkaAccess(url) as KafkaAccess, names)); // The settings were checked.
    return judged(names, topics);
  });

/** What is found of the topics with these names, of which the brokers have some. */
export const judged = (names: readonly string[], topics: readonly Topic[]): readonly Finding[] => {
  const missing = names.filter((name) => topics.every((topic) => topic.name !== name));
  const troubles = [
    ...topics
      .filter(({ keepsAll }) => !keepsAll)
      .map(({ name }) => fail('bus', `${name} does not keep everything: who listens late misses what was taken out. Set its retention.ms to -1.`)),
    ...topics
      .filter(({ partitions }) => partitions !== PARTITIONS)
      .map(({ name, partitions }) =>
        warn('bus', `${name} has ${partitions} partitions and not ${PARTITIONS}: so many processes can share its work. To change that breaks the order.`),
      ),
    ...(missing.length > 0
      ? [warn('bus', `Not there yet: ${missing.join(', ')}. A start makes them where the brokers let it, with ${PARTITIONS} partitions.`)]
      : []),
  ];
  return troubles.length > 0 ? troubles : [ok('bus', `Kafka, with all ${names.length} topics of ${PARTITIONS} partitions, which keep everything.`)];
};
