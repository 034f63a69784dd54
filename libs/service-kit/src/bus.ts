import { type Bus, logBus, topicOf } from '@patto/messaging';
import type { World } from './world.ts';

/** Opens the bus: the one that reads the log in this process, unless a URL chooses another. */
export const openBus = async ({ log, checkpoints, logger }: World, categoriesOf: ReadonlyMap<string, readonly string[]>): Promise<Bus> => {
  const byTopic = new Map([...categoriesOf].map(([service, categories]) => [topicOf(service), categories]));
  return logBus({
    log,
    checkpoints,
    categoriesOf: (topic) => byTopic.get(topic) ?? [],
    onTrouble: ({ group, error }) => logger.warn({ reaction: group, err: error }, 'a reaction failed and is tried again'),
  });
};
