import { randomUUID } from 'node:crypto';
import mongoose, { type Connection } from 'mongoose';
import { checkDeclaration } from '../declaration.ts';
import type { Documents } from '../documents.ts';
import { keptIn, makeIndexes, openCollection } from './collection.ts';
import type { Registered, Serving } from './kept.ts';
import type { MongoDocuments, MongoDocumentsOptions } from './open.ts';
import { ifMade, ifThere, type Registry, registriesIn, sweep } from './registry.ts';
import { replaceAround } from './replacing.ts';

/** A server that does not answer by then is away. */
const LONGEST_LOOK_MS = 5_000;
/** A connection over which a server says nothing for so long is given up: longer than a page or an index ever takes, and a server may be stuck for ever. */
const SILENT_FOR_MS = 60_000;
/**
 * MongoDB's driver itself sends no more in one message. FerretDB keeps a session of PostgreSQL for each replacement until the whole message is done, and has
 * fifty: with more it would wait for itself for ever.
 */
const MOST_REPLACED = 100_000;

/** Whatever a URL says: who folds reads what was written last, and a write that nobody acknowledges says nothing of whether it took place. */
const WHAT_HOLDS = { readPreference: 'primary', w: 'majority' } as const;

/** The documents of a database over a connection of their own. @throws where no server answers, or it lets this user read nothing */
export const openedDocuments = async ({ url }: MongoDocumentsOptions): Promise<MongoDocuments> => {
  const options = {
    ...WHAT_HOLDS,
    serverSelectionTimeoutMS: LONGEST_LOOK_MS,
    socketTimeoutMS: SILENT_FOR_MS,
    autoIndex: false,
    autoCreate: false,
    bufferCommands: false,
  };
  const connection: Connection = mongoose.createConnection(url, options);
  await connection.asPromise().catch(async (error: unknown) => {
    await connection.close();
    throw error;
  });
  const registries = registriesIn(connection);
  // Whoever may not read is let in as well, and refused only when something is asked.
  await registries.answering.serving.findById('').catch(async (error: unknown) => {
    await connection.close();
    throw error;
  });

  const isFerret = Object.keys(await connection.getClient().db().admin().buildInfo()).some((member) => member.startsWith('ferretdb'));
  const server = { overlooksGaps: isFerret, mostReplaced: isFerret ? 1 : MOST_REPLACED, findsOneByOne: isFerret };

  const documentsIn = ({ registered, serving }: Registry, close: () => Promise<void>): Documents => {
    const keepOnly = async (name: string, keep: readonly number[]): Promise<void> => {
      await registered.deleteMany({ name, version: { $nin: [...keep] } });
      await sweep(connection, registries, [name]);
    };
    return {
      collection: async (declared) => {
        checkDeclaration(declared);
        const { name, version, indexes } = declared;
        const _id = `${name}.v${version}`;
        const fresh = { place: `${_id}.${randomUUID().slice(0, 8)}`, name, version, position: -1, tries: 0 };
        await registered.updateOne({ _id }, { $setOnInsert: fresh }, { upsert: true }).catch(ifThere);
        const registration = await registered.findById(_id).lean<Registered>();
        if (!registration) throw new Error(`The collection ${_id} could not be registered.`);
        await connection.createCollection(registration.place).catch(ifMade);
        const kept = keptIn(connection, registration.place);
        if (indexes) await makeIndexes(kept, indexes);
        return openCollection({ kept, registered, ...server }, registration);
      },
      serving: async (name) => (await serving.findById(name).lean<Serving>())?.version,
      serve: async (name, version) => {
        await serving.updateOne({ _id: name }, { $set: { version } }, { upsert: true });
        await keepOnly(name, [version]);
      },
      keepOnly,
      close,
    };
  };

  const documents = documentsIn(registries.answering, () => connection.close());
  const made = documentsIn(registries.made, async () => {}); // Its connection is that of the others.
  return { ...documents, replace: (make) => replaceAround(connection, registries, () => make({ made, before: documents })) };
};
