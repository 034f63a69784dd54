import type { EventLog, Follower } from '@patto/event-store';
import { type AnyReadModel, type OpenModel, project } from '@patto/read-models';

/**
 * Keeps a read model's documents up to date. A new version builds beside the old one, which answers until the new one has come to
 * the head that there was when it started.
 */
export const readModelFollower = async (log: EventLog, open: OpenModel): Promise<Follower> => {
  const model: AnyReadModel = open.model;
  const headAtStart = await log.head();
  /** How far the documents are, by whichever process builds them; from where they are complete they answer, also here. */
  const position = async (): Promise<number> => {
    const progress = await open.building.progress();
    if (progress.position >= headAtStart) await open.takeOver();
    return progress.position;
  };
  await position();
  return {
    name: `read-model:${model.name}.v${model.version}`,
    filter: model.types ? { types: model.types } : {},
    position,
    tried: () => open.building.tried(),
    handle: async ({ events, through }) => {
      await project(open.building, model, events, through);
      if (through >= headAtStart) await open.takeOver();
    },
  };
};
