import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { mongoFor } from '@patto/testing/engines';
import mongoose from 'mongoose';
import { DocumentsInUse, type Replacing } from '../replacing.ts';
import { registeredSchema } from './kept.ts';
import { type MongoDocuments, openMongoDocuments } from './open.ts';

jest.setTimeout(60_000); // FerretDB makes some ten collections a second.

const server = await mongoFor("read models that are replaced on MongoDB's protocol");
afterAll(() => server?.stop());

const NEEDS = { name: 'needs', version: 1, indexes: ['status'] };
const PLANS = { name: 'plans', version: 1, indexes: [] };
const POWER_CUT = 'The power went.';

/** So many registrations are still put in their place before the power goes. */
let leftUntilPowerCut = Number.POSITIVE_INFINITY;
registeredSchema.pre('updateOne', async () => {
  leftUntilPowerCut -= 1;
  if (leftUntilPowerCut < 0) throw new Error(POWER_CUT);
});
registeredSchema.pre('deleteMany', async () => {
  if (leftUntilPowerCut < 0) throw new Error(POWER_CUT);
});

if (server) {
  describe("documents that are replaced on MongoDB's protocol", () => {
    let url = '';
    let documents: MongoDocuments;
    beforeEach(async () => {
      url = server.url.replace(/\/patto/, `/test-${randomUUID()}`);
      documents = await openMongoDocuments({ url });
      for (const declared of [NEEDS, PLANS]) {
        const before = await documents.collection(declared);
        await before.commit({ upserts: [{ id: 'one', status: 'open' }], deletes: [], through: 3 });
        await documents.serve(declared.name, declared.version);
      }
    });
    afterEach(async () => {
      leftUntilPowerCut = Number.POSITIVE_INFINITY;
      await documents.close();
      const connection = await mongoose.createConnection(url).asPromise();
      await connection.dropDatabase();
      await connection.close();
    });

    const meet = async ({ made }: Replacing) => {
      for (const declared of [NEEDS, PLANS]) {
        await made.serve(declared.name, declared.version);
        const anew = await made.collection(declared);
        await anew.commit({ upserts: [{ id: 'one', status: 'met' }], deletes: [], through: 2 });
      }
    };
    const statuses = async () => {
      const opened = [await documents.collection(NEEDS), await documents.collection(PLANS)];
      return Promise.all(opened.map(async (one) => (await one.find({}))[0]?.['status']));
    };
    /** How many collections of documents lie in the database. */
    const places = async () => {
      const connection = await mongoose.createConnection(url).asPromise();
      const there = await connection.listCollections();
      await connection.close();
      return there.filter(({ name }) => /\.v\d+\./.test(name)).length;
    };

    it('are in their place once they are made, with nothing left beside them, and those before answer until then', async () => {
      const during = await documents.replace(async (replacing) => {
        await meet(replacing);
        return [await statuses(), await (await replacing.before?.collection(NEEDS))?.find({})];
      });
      expect(during).toEqual([['open', 'open'], [{ id: 'one', status: 'open' }]]);
      expect([await statuses(), await places()]).toEqual([['met', 'met'], 2]);
      expect(await (await documents.collection(NEEDS)).progress()).toEqual({ position: 2, tries: 0 });
    });

    it('answer from another version that was made, and the old one goes', async () => {
      await documents.replace(async ({ made }) => {
        await (await made.collection({ ...NEEDS, version: 2 })).commit({ upserts: [{ id: 'one', status: 'met' }], deletes: [], through: 3 });
      });
      expect([await documents.serving('needs'), await documents.serving('plans'), await places()]).toEqual([2, 1, 2]);
    });

    it('stay as they were where others could not be made', async () => {
      const failing = documents.replace(async (replacing) => {
        await meet(replacing);
        throw new Error('The log cannot be read.');
      });
      await expect(failing).rejects.toThrow('The log cannot be read.');
      expect([await statuses(), await places()]).toEqual([['open', 'open'], 2]);
    });

    it('stay as they were where somebody writes one of them meanwhile', async () => {
      const failing = documents.replace(async (replacing) => {
        await meet(replacing);
        await (await documents.collection(PLANS)).commit({ upserts: [{ id: 'one', status: 'agreed' }], deletes: [], through: 4 });
      });
      await expect(failing).rejects.toThrow(DocumentsInUse);
      expect([await statuses(), await places()]).toEqual([['open', 'agreed'], 2]);
    });

    it('tell whoever has the old ones open, who neither finds nothing nor writes beside the new ones', async () => {
      const old = await documents.collection(NEEDS);
      await documents.replace(meet);
      const write = old.commit({ upserts: [{ id: 'one', status: 'lost' }], deletes: [], through: 9 });
      for (const asked of [old.find({}), old.load(['one']), old.progress(), old.tried(), write]) await expect(asked).rejects.toThrow('needs.v1 was dropped');
      expect(await statuses()).toEqual(['met', 'met']);
    });

    it('are whole, each as before or anew, where the power goes between two of them, and the next time replaces both', async () => {
      const cut = documents.replace(async (replacing) => {
        await meet(replacing);
        leftUntilPowerCut = 1;
      });
      await expect(cut).rejects.toThrow(POWER_CUT);
      leftUntilPowerCut = Number.POSITIVE_INFINITY;
      expect((await statuses()).toSorted()).toEqual(['met', 'open']);
      await documents.replace(meet);
      expect([await statuses(), await places()]).toEqual([['met', 'met'], 2]);
    });
  });
} else it('are not replaced here, and the last lines of the tests say why', () => expect(server).toBeUndefined());
