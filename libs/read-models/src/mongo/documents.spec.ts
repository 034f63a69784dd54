import { afterAll, describe, expect, it, jest } from '@jest/globals';
import { mongoFor } from '@patto/testing/engines';
import { conformsAsDocuments } from '../conformance.ts';
import type { Collection } from '../documents.ts';
import { openModel } from '../open-model.ts';
import type { ReadModel } from '../read-model.ts';
import { type Registered, registeredSchema } from './kept.ts';
import { openMongoDocuments } from './open.ts';
import { database, opened } from './testing/database.ts';

const QUESTIONS = 600; // Each finds three times, and most documents are written anew between them.
jest.setTimeout(60_000); // FerretDB writes some hundred documents a second.

const server = await mongoFor("read models on MongoDB's protocol");
afterAll(() => server?.stop());

if (server) {
  conformsAsDocuments("MongoDB's protocol", async () => database(server.url), { questions: QUESTIONS });

  describe('a collection on MongoDB', () => {
    let messages = 0; // About registrations.
    for (const asked of ['findOne', 'updateOne'] as const) registeredSchema.pre(asked, async () => void (messages += 1));

    it('has the declared indexes with the id behind them, and no others of ours', async () => {
      await using its = await opened(server.url);
      const indexesOf = async () => {
        const registration = await its.db.collection<Registered>('collections').findOne({ _id: 'plans.v1' });
        const there = await its.db.collection(registration?.place ?? '').indexes();
        return there.map(({ key }) => Object.keys(key).join()).toSorted();
      };
      await its.documents.collection({ name: 'plans', version: 1, indexes: ['status', 'subjects'] });
      expect(await indexesOf()).toEqual(['_id', 'doc.status,_id', 'doc.subjects,_id']);
      await its.documents.collection({ name: 'plans', version: 1, indexes: ['status', 'openedAt'] });
      expect(await indexesOf()).toEqual(['_id', 'doc.openedAt,_id', 'doc.status,_id']);
    });

    it('has a document found by its id without a look at the others', async () => {
      await using its = await opened(server.url);
      const plans = await its.documents.collection({ name: 'plans', version: 1, indexes: [] });
      await plans.commit({ upserts: Array.from({ length: 2_000 }, (_, number) => ({ id: `plan-${number}`, number })), deletes: [], through: 0 });
      const { place } = (await its.db.collection<Registered>('collections').findOne({ _id: 'plans.v1' })) ?? {};
      const how = JSON.stringify(await its.db.command({ explain: { find: place, filter: { _id: 'plan-7' } } }));
      expect(how).toMatch(/Bitmap Index Scan|IDHACK|IXSCAN|EXPRESS/); // As FerretDB or MongoDB says it.
    });

    it('moves on by one message where a page had nothing for it, and not back behind another writer', async () => {
      await using its = await opened(server.url);
      await using other = { documents: await its.open(), [Symbol.asyncDispose]: () => other.documents.close() };
      const [mine, theirs] = (await Promise.all([its, other].map(({ documents }) => documents.collection({ name: 'plans', version: 1 })))) as [
        Collection,
        Collection,
      ];
      const nothingThrough = (through: number) => ({ upserts: [], deletes: [], through });
      await mine.commit(nothingThrough(3));
      const before = messages;
      expect([await mine.commit(nothingThrough(5)), messages - before]).toEqual([true, 1]);
      await theirs.commit({ upserts: [{ id: 'plan-1' }], deletes: [], through: 9 });
      expect([await mine.commit(nothingThrough(7)), await mine.progress()]).toEqual([false, { position: 9, tries: 0 }]);
      expect([await mine.commit(nothingThrough(12)), await theirs.progress()]).toEqual([true, { position: 12, tries: 0 }]);
    });

    it('tells a second writer, whose page was folded from what is no more', async () => {
      await using its = await opened(server.url);
      await using other = { documents: await its.open(), [Symbol.asyncDispose]: () => other.documents.close() };
      const [mine, theirs] = await Promise.all([its, other].map(({ documents }) => documents.collection({ name: 'plans', version: 1, indexes: [] })));
      const pages = [mine, theirs].map((one, number) => one?.commit({ upserts: [{ id: 'plan-1', by: number }], deletes: [], through: 3 + number }));
      const [first, second] = await Promise.allSettled(pages);
      const told = [first, second].filter((one) => one?.status === 'rejected' || one?.value === false);
      expect((await mine?.progress())?.position).toBeGreaterThanOrEqual(3);
      expect(told.length).toBeLessThanOrEqual(1);
    });

    it.each(['w=0', 'readPreference=secondary'])('is written and read for certain, also where its URL says %s', async (option) => {
      const { url, dispose } = database(server.url);
      const documents = await openMongoDocuments({ url: `${url}?${option}` });
      const plans = await documents.collection({ name: 'plans', version: 1, indexes: ['status'] });
      expect(await plans.commit({ upserts: [{ id: 'plan-1' }], deletes: [], through: 0 })).toBe(true);
      expect([await plans.find({}), await plans.progress()]).toEqual([[{ id: 'plan-1' }], { position: 0, tries: 0 }]);
      await documents.close();
      await dispose();
    });

    it('says that it was dropped, rather than that there is nothing', async () => {
      await using its = await opened(server.url);
      const plans = await its.documents.collection({ name: 'plans', version: 1, indexes: [] });
      await plans.commit({ upserts: [{ id: 'plan-1' }], deletes: [], through: 0 });
      await its.db.dropDatabase();
      for (const asked of [plans.find({}), plans.load(['plan-1']), plans.progress(), plans.tried()])
        await expect(asked).rejects.toThrow('plans.v1 was dropped');
      const again = await its.documents.collection({ name: 'plans', version: 1, indexes: [] });
      expect(await again.progress()).toEqual({ position: -1, tries: 0 });
    });
  });

  describe('a read model that is built anew', () => {
    it('answers from its old version until the new one has come as far, and then from that', async () => {
      await using its = await opened(server.url);
      const model = (version: number): ReadModel<{ readonly version: number }> => ({
        name: 'houses',
        version,
        indexes: [],
        types: undefined,
        keys: ({ stream }) => [stream],
        apply: () => ({ version }),
      });
      const before = await openModel(its.documents, model(1));
      await before.building.commit({ upserts: [{ id: 'house-a', version: 1 }], deletes: [], through: 9 });
      const after = await openModel(its.documents, model(2));
      expect(await after.serving.find({})).toEqual([{ id: 'house-a', version: 1 }]);
      await after.building.commit({ upserts: [{ id: 'house-a', version: 2 }], deletes: [], through: 4 });
      expect(await after.serving.find({})).toEqual([{ id: 'house-a', version: 1 }]);
      await after.building.commit({ upserts: [{ id: 'house-b', version: 2 }], deletes: [], through: 9 });
      await after.takeOver();
      expect(await after.serving.find({})).toEqual(['house-a', 'house-b'].map((id) => ({ id, version: 2 })));
      expect((await its.db.listCollections().toArray()).filter(({ name }) => name.startsWith('houses.'))).toHaveLength(1);
    });
  });
}

describe('a server that is not there', () => {
  it('is named when the documents are opened', async () => {
    await expect(openMongoDocuments({ url: 'mongodb://127.0.0.1:9/patto' })).rejects.toThrow('127.0.0.1:9');
  });
});
