import type { Collection, Doc, Stored } from './documents.ts';
import type { ReadModel, RecordedEvent } from './read-model.ts';

/**
 * Folds one page of the log into a collection: loads the documents that the page touches, folds them in memory, and writes them
 * with the position in one commit. A page that was folded before, or a part of it, changes nothing.
 * @param events in order of position, without gaps in what the model folds; other types may be among them
 * @param through the position through which the log was looked at for them
 */
export const project = async <View extends object>(
  collection: Collection,
  model: ReadModel<View>,
  events: readonly RecordedEvent[],
  through: number,
): Promise<void> => {
  const all = touchesOf(model, events);
  if (all.length === 0) {
    await collection.commit({ upserts: [], deletes: [], through });
    return;
  }
  const { position } = await collection.progress();
  if (position >= through) return;
  const touches = all.filter(({ event }) => event.position > position);
  const ids = [...new Set(touches.flatMap(({ keys }) => keys))];
  const before = ids.length > 0 ? await collection.load(ids) : new Map<string, Doc>();
  const views = new Map<string, Stored<View> | undefined>();
  for (const [id, doc] of before) views.set(id, doc as Stored<View>);
  for (const { event, keys } of touches) {
    for (const key of keys) views.set(key, step(model, views.get(key), event, key));
  }
  const upserts: Doc[] = [];
  const deletes: string[] = [];
  for (const [id, doc] of views) {
    if (doc && doc !== before.get(id)) upserts.push(doc as Doc);
    if (!doc && before.has(id)) deletes.push(id);
  }
  await collection.commit({ upserts, deletes, through });
};

/**
 * The documents that these events make, in memory: a single thing as it stood at some position, or a plan's life step by step.
 * @param events all events that touch the documents asked for, in order
 */
export const fold = <View extends object>(model: ReadModel<View>, events: Iterable<RecordedEvent>): ReadonlyMap<string, Stored<View>> => {
  const views = new Map<string, Stored<View>>();
  for (const { event, keys } of touchesOf(model, [...events])) {
    for (const key of keys) {
      const doc = step(model, views.get(key), event, key);
      if (doc) views.set(key, doc);
      else views.delete(key);
    }
  }
  return views;
};

interface Touch {
  readonly event: RecordedEvent;
  readonly keys: readonly string[];
}

const touchesOf = (model: ReadModel, events: readonly RecordedEvent[]): readonly Touch[] => {
  const types = model.types && new Set(model.types);
  const relevant = types ? events.filter(({ type }) => types.has(type)) : events;
  return relevant.map((event) => ({ event, keys: model.keys(event) })).filter(({ keys }) => keys.length > 0);
};

const step = <View extends object>(model: ReadModel<View>, before: Stored<View> | undefined, event: RecordedEvent, key: string): Stored<View> | undefined => {
  const view = model.apply(before, event, key);
  if (view === undefined) return undefined;
  const revision = event.stream === key ? event.revision : before?.revision;
  return revision === undefined ? { ...view, id: key } : { ...view, id: key, revision };
};
