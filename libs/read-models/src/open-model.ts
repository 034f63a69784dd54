import type { Collection, Documents } from './documents.ts';
import type { ReadModel } from './read-model.ts';

/** The collections of a read model: the one that answers, and the one that its present version is building beside it. */
export interface OpenModel<View extends object = object> {
  readonly model: ReadModel<View>;
  /** Answers questions: an older version's documents until the new ones have caught up. */
  readonly serving: Collection;
  /** Filled by this version of the model; the same as `serving` once it took over. */
  readonly building: Collection;
  /** The built collection answers from now on, and the old one is dropped; does nothing where it answers already. Call it at the head of the log. */
  takeOver(): Promise<void>;
}

/** Opens the collection that a model fills, and finds the one that answers meanwhile. A new model answers at once, with what it has. */
export const openModel = async <View extends object>(documents: Documents, model: ReadModel<View>): Promise<OpenModel<View>> => {
  const { name, version, indexes } = model;
  const building = await documents.collection({ name, version, indexes });
  const before = await documents.serving(name);
  if (before === undefined) await documents.serve(name, version);
  // A third version is one that was left half-built; nobody will finish it.
  else await documents.keepOnly(name, [before, version]);
  let serving = before === undefined || before === version ? building : await documents.collection({ name, version: before });
  return {
    model,
    building,
    get serving() {
      return serving;
    },
    takeOver: async () => {
      if (serving === building) return;
      await documents.serve(name, version);
      serving = building;
    },
  };
};
