import { type Bus, kafkaAccess, logBus, openKafkaBus, topicOf } from '@patto/messaging';
import { openedByClientAt } from './engines.ts';
import type { World } from './world.ts';

/** Opens the bus: the one that reads the log in this process, unless a URL chooses another. @throws EngineAway, EngineUnusable */
export const openBus = async ({ settings, log, checkpoints, logger }: World, categoriesOf: ReadonlyMap<string, readonly string[]>): Promise<Bus> => {
  const onTrouble = ({ group, error }: { readonly group: string; readonly error: unknown }) =>
    logger.warn({ reaction: group, err: error }, 'a reaction failed and is tried again');
  const { bus } = settings.engines;
  const access = bus === undefined ? undefined : kafkaAccess(bus);
  if (access) {
    const clientId = `patto-${[...categoriesOf.keys()].join('-')}`;
    return openedByClientAt('PATTO_BUS_URL', openKafkaBus({ ...access, clientId, logger, onTrouble }));
  }
  const byTopic = new Map([...categoriesOf].map(([service, categories]) => [topicOf(service), categories]));
  return logBus({ log, checkpoints, categoriesOf: (topic) => byTopic.get(topic) ?? [], onTrouble });
};
