import type { Connection } from 'mongoose';
import { DocumentsInUse } from '../replacing.ts';
import type { Registered } from './kept.ts';
import { type Registries, sweep } from './registry.ts';

/**
 * What `MongoDocuments.replace` does around `make`, which fills the registry of what is made. No server that speaks the protocol has to have transactions, so
 * the one write that puts a collection in its place is that of its registration, and names what was read there before.
 */
export const replaceAround = async <Result>(connection: Connection, registries: Registries, make: () => Promise<Result>): Promise<Result> => {
  const { answering, made } = registries;
  const forget = async (): Promise<void> => {
    const names = await made.registered.distinct('name');
    await made.registered.deleteMany();
    await made.serving.deleteMany();
    if (names.length > 0) await sweep(connection, registries, names as string[]);
  };
  const registeredNow = async (): Promise<ReadonlyMap<string, Registered>> =>
    new Map((await answering.registered.find().lean<Registered[]>()).map((one) => [one._id, one]));

  const making = async (): Promise<Result> => {
    const before = await registeredNow();
    const result = await make();
    const anew = await made.registered.find().lean<Registered[]>();
    const now = await registeredNow();
    for (const { _id } of anew) {
      if (now.get(_id)?.place !== before.get(_id)?.place || now.get(_id)?.position !== before.get(_id)?.position) throw inUse(_id);
    }
    for (const one of anew) await putInPlace(registries, one, before.get(one._id));
    return result;
  };

  await forget(); // What a replacing left that was killed.
  const result = await making().catch(async (error: unknown) => {
    await forget().catch(() => {}); // The next one does, where the server is away.
    throw error;
  });
  await forget();
  return result;
};

const inUse = (_id: string): DocumentsInUse => new DocumentsInUse(`Another process writes ${_id}. Stop it first.`);

const putInPlace = async ({ answering }: Registries, { _id, place, name, version, position }: Registered, before: Registered | undefined): Promise<void> => {
  const { registered, serving } = answering;
  const anew = { place, name, version, position, tries: 0 };
  const { matchedCount, upsertedCount } = before
    ? await registered.updateOne({ _id, place: before.place, position: before.position }, { $set: anew })
    : await registered.updateOne({ _id }, { $setOnInsert: anew }, { upsert: true });
  if ((before ? matchedCount : upsertedCount) === 0) throw inUse(_id);
  await serving.updateOne({ _id: name }, { $set: { version } }, { upsert: true });
  await registered.deleteMany({ name, version: { $ne: version } });
};
