import { randomUUID } from 'node:crypto';
import type { Connection, Model, mongo } from 'mongoose';
import type { Changes, Collection, Doc } from '../documents.ts';
import { matches } from '../matches.ts';
import { escaped, unescaped } from './escaping.ts';
import { type Kept, keptAt, keptSchema, type Registered } from './kept.ts';
import { memberAt, question } from './question.ts';

/** An index of ours is named for its path. */
const nameOf = (path: string): string => `by ${path}`;

/** For more than so many, looking at all documents takes less. */
const MOST_ONE_BY_ONE = 200;

/** The documents of one version. */
export const keptIn = (connection: Connection, place: string): Model<Kept> => connection.models[place] ?? connection.model<Kept>(place, keptSchema, place);

/** Makes the indexes that are declared and drops others of ours. The id comes second, so that a sort walks along the index. */
export const makeIndexes = async (kept: Model<Kept>, paths: readonly string[]): Promise<void> => {
  const wanted = new Set(paths.map(nameOf));
  const there = await kept.listIndexes();
  for (const { name } of there as { name: string }[]) if (name.startsWith(nameOf('')) && !wanted.has(name)) await kept.collection.dropIndex(name);
  const missing = paths.filter((path) => path !== 'id' && !there.some(({ name }) => name === nameOf(path)));
  for (const path of missing) await kept.collection.createIndex({ [memberAt(path)]: 1, _id: 1 }, { name: nameOf(path) });
};

/**
 * Of two writers the one that took over last may find what the other still wrote, and the other cannot note its position any more. So that not both give up,
 * whoever finds it takes over once more; each further time is less likely than the one before.
 */
const MOST_CLASHES = 5;

const DUPLICATE_KEY = 11_000;
/** What the server says of a document that is there already, or is not what was read: another process wrote it. */
const isClash = (error: unknown): boolean => (error as { readonly code?: unknown } | undefined)?.code === DUPLICATE_KEY;

type Found = Pick<Kept, 'escaped'> & { readonly doc: Doc };

/** What a page makes of one document; nothing where it deletes it. */
interface Replacement {
  readonly id: string;
  readonly doc?: Doc;
  readonly isEscaped?: boolean;
}

export interface Surroundings {
  readonly kept: Model<Kept>;
  readonly registered: Model<Registered>;
  /** As for `question`. */
  readonly overlooksGaps: boolean;
  /** So many documents the server may be told to replace by one message. */
  readonly mostReplaced: number;
  /** Whether the server finds a document by its id without looking at all others only where it is asked for that one alone. */
  readonly findsOneByOne: boolean;
}

/** One collection that is registered. */
export const openCollection = (
  { kept, registered, overlooksGaps, mostReplaced, findsOneByOne }: Surroundings,
  { _id, place, name, version }: Pick<Registered, '_id' | 'place' | 'name' | 'version'>,
): Collection => {
  const writer = randomUUID();
  /**
   * How far this process brought it, which is known after a page that went well. Until then a page of this or an earlier process may have been broken off, and
   * another process may write. Whoever follows the log says mostly that there was nothing for it, and that is one message where this is known.
   */
  let brought: number | undefined;
  /** What was looked up last, and where the collection was: the page that follows writes most of it. */
  let lookedUp: { readonly position: number; readonly ids: ReadonlySet<string>; readonly found: ReadonlyMap<string, Kept> } | undefined;
  /** The driver's own: mongoose would copy and cast each document. */
  const inPlace = kept.db.getClient().db(kept.db.name).collection<Kept>(kept.collection.name);

  const progress = async () => {
    const found = await registered.findOne({ _id, place }).lean<Registered>(); // Another place is another collection, which replaced this one.
    if (!found) throw new Error(`The collection ${_id} was dropped.`);
    return { position: found.position, tries: found.tries };
  };

  const isAnothers = () => new Error(`Somebody else writes ${_id}.`);

  /** From now on whoever wrote before cannot note its position any more: what it left can be taken back. */
  const takeOver = async (position: number): Promise<void> => {
    if (!(await registered.findOneAndUpdate({ _id, place, position }, { $set: { writer } }).lean<Registered>())) throw isAnothers();
  };

  /** The one write that decides; false where the collection is not where it was taken to be, or another process has taken over. */
  const move = async (from: number, through: number): Promise<boolean> => {
    brought = undefined;
    const { matchedCount } = await registered.updateOne({ _id, place, position: from, writer }, { $set: { position: through, tries: 0 } });
    if (matchedCount === 0) return false;
    brought = through;
    return true;
  };

  const withIds = async (ids: readonly string[]): Promise<readonly Kept[]> => {
    if (ids.length === 0) return [];
    if (!findsOneByOne || ids.length > MOST_ONE_BY_ONE) return kept.find({ _id: { $in: ids } }).lean<Kept[]>();
    const found = await Promise.all(ids.map((id) => kept.findById(id).lean<Kept>()));
    return found.filter((one) => one !== null);
  };

  const keptOf = async (ids: readonly string[]): Promise<ReadonlyMap<string, Kept>> => new Map((await withIds(ids)).map((one) => [one._id, one]));

  /** Each is for another document, so their order is nothing. */
  const writeAll = async (operations: readonly mongo.AnyBulkWriteOperation<Kept>[]): Promise<void> => {
    const replacing = operations.filter((one) => 'replaceOne' in one);
    const others = operations.filter((one) => !('replaceOne' in one));
    if (others.length > 0) await inPlace.bulkWrite(others, { ordered: false });
    for (let at = 0; at < replacing.length; at += mostReplaced) await inPlace.bulkWrite(replacing.slice(at, at + mostReplaced), { ordered: false });
  };

  /** Takes back what a page wrote that was broken off, so that nothing of it is taken for done when the position has passed it. */
  const takeBack = async (position: number): Promise<void> => {
    const broken = await kept.find({ at: { $gt: position } }).lean<Kept[]>();
    const operations = broken.map(({ _id: id, at, before, escaped: isEscaped }): mongo.AnyBulkWriteOperation<Kept> => {
      const filter = { _id: id, at };
      const taken = { at: position, ...(before && { doc: before }), ...(isEscaped && { escaped: isEscaped }) };
      return before ? { replaceOne: { filter, replacement: taken } } : { deleteOne: { filter } };
    });
    await writeAll(operations);
    await kept.deleteMany({ doc: { $exists: false }, at: { $lte: position } });
    lookedUp = undefined;
  };

  /** Writes what a page makes of its documents; each only where it is still what was read, so that a second writer is told. */
  const write = async ({ upserts, deletes, through }: Changes, position: number): Promise<void> => {
    const known = lookedUp?.position === position ? lookedUp : undefined;
    lookedUp = undefined;
    const others = await keptOf([...upserts.map(({ id }) => id), ...deletes].filter((id) => !known?.ids.has(id)));
    const now = new Map([...(known?.found ?? []), ...others]);
    const replacements = [...upserts.map((doc) => ({ id: doc.id, ...escaped(doc) })), ...deletes.filter((id) => now.has(id)).map((id) => ({ id }))];
    if (replacements.length === 0) return;
    const operations = replacements.map(({ id, isEscaped, ...change }: Replacement): mongo.AnyBulkWriteOperation<Kept> => {
      const current = now.get(id);
      const before = current && keptAt(current, position);
      const made = { at: through, ...change, ...(before && { before }), ...((isEscaped || current?.escaped) && { escaped: true as const }) };
      if (!current) return { insertOne: { document: { _id: id, ...made } } };
      return { replaceOne: { filter: { _id: id, at: current.at }, replacement: made, upsert: true } };
    });
    await writeAll(operations);
  };

  /** Writes a page over what is known to be whole, once nobody else can note a position. */
  const writeAlone = async (changes: Changes, position: number): Promise<void> => {
    for (let left = MOST_CLASHES; ; left -= 1) {
      if (brought === undefined) {
        await takeOver(position);
        await takeBack(position);
      }
      brought = undefined;
      try {
        return await write(changes, position);
      } catch (error) {
        if (left === 0 || !isClash(error)) throw error;
      }
    }
  };

  return {
    name,
    version,
    load: async (ids) => {
      const [{ position }, found] = [await progress(), await keptOf(ids)];
      lookedUp = { position, ids: new Set(ids), found };
      return new Map(
        [...found].flatMap(([id, one]) => {
          const doc = keptAt(one, position);
          return doc ? [[id, one.escaped ? unescaped(doc) : doc]] : [];
        }),
      );
    },
    find: async (filter, options = {}) => {
      const { query, sort, limit, rest } = question(filter, options, overlooksGaps);
      const asked = kept.find(query).sort(sort);
      const docs = (await (limit === undefined ? asked : asked.limit(limit)).lean<Found[]>()).map((one) => (one.escaped ? unescaped(one.doc) : one.doc));
      if (docs.length === 0) await progress(); // A collection that another process dropped finds nothing either.
      return rest ? docs.filter((doc) => matches(rest, doc)).slice(0, options.limit) : docs;
    },
    progress,
    commit: async (changes) => {
      const isEmpty = changes.upserts.length === 0 && changes.deletes.length === 0;
      if (isEmpty && brought !== undefined && brought < changes.through && (await move(brought, changes.through))) return true;
      const { position } = await progress();
      if (position >= changes.through) return false;
      await writeAlone(changes, position);
      if (!(await move(position, changes.through))) throw isAnothers();
      if (changes.deletes.length > 0) await kept.deleteMany({ _id: { $in: [...changes.deletes] }, at: changes.through, doc: { $exists: false } });
      return true;
    },
    tried: async () => {
      const counted = await registered.findOneAndUpdate({ _id, place }, { $inc: { tries: 1 } }, { returnDocument: 'after' }).lean<Registered>();
      if (!counted) throw new Error(`The collection ${_id} was dropped.`);
      return counted.tries;
    },
  };
};
