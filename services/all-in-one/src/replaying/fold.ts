import { BEFORE_FIRST, type EventLog, type Position, type Recorded } from '@patto/event-store';
import { type AnyReadModel, type OpenModel, openModel, project, type Documents } from '@patto/read-models';

/** So many events are folded in one commit of each read model. */
const PAGE = 1_000;

/** Told now and then how many events were replayed, of how many. */
export type ReplayProgress = (replayed: number, of: number) => void;

/** A stretch of a log: after one position and through another. */
export interface Stretch {
  readonly after: Position;
  readonly through: Position;
}

/** All events of a stretch, in pages. */
async function* pagesOf(log: EventLog, { after, through }: Stretch): AsyncGenerator<readonly Recorded[]> {
  let page: Recorded[] = [];
  for await (const recorded of log.readAll({ after })) {
    if (recorded.position > through) break;
    page.push(recorded);
    if (page.length < PAGE) continue;
    yield page;
    page = [];
  }
  yield page;
}

/** Opens the collections of these read models, in their order. */
export const openAll = async (documents: Documents, models: readonly AnyReadModel[]): Promise<readonly OpenModel[]> => {
  const open: OpenModel[] = [];
  for (const model of models) open.push(await openModel(documents, model));
  return open;
};

export interface FoldOptions extends Stretch {
  readonly progress?: ReplayProgress;
  /** Called with the events of each page before they are folded. */
  readonly onPage?: (events: readonly Recorded[]) => Promise<void>;
}

/** Folds a stretch of a log into read models, each event read and parsed once for all of them. @throws Error that names the read model which cannot fold */
export const foldAll = async (log: EventLog, models: readonly OpenModel[], { after, through, progress, onPage }: FoldOptions): Promise<void> => {
  let last = after;
  for await (const events of pagesOf(log, { after, through })) {
    await onPage?.(events);
    const types = new Set(events.map(({ type }) => type));
    last = events.at(-1)?.position ?? last;
    for (const { model, building } of models) {
      if (model.types && !model.types.some((type) => types.has(type))) continue;
      await project(building, model, events, last).catch((cause: unknown) => {
        throw new Error(`${model.name} cannot fold the events up to position ${last}.`, { cause });
      });
    }
    progress?.(last - BEFORE_FIRST, through - BEFORE_FIRST);
  }
  for (const { model, building } of models) await project(building, model, [], through);
};
