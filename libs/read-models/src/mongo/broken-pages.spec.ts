import { afterAll, describe, expect, it, jest } from '@jest/globals';
import { mongoFor } from '@patto/testing/engines';
import fc from 'fast-check';
import { setTimeout as delay } from 'node:timers/promises';
import type { Collection, Doc } from '../documents.ts';
import { registeredSchema } from './kept.ts';
import { opened } from './testing/database.ts';

jest.setTimeout(60_000); // FerretDB writes some hundred documents a second.

const server = await mongoFor("pages that break off, and two writers, on MongoDB's protocol");
afterAll(() => server?.stop());

if (server) {
  describe('a page of changes that was broken off before its position was noted', () => {
    const POWER_CUT = 'The power went.';
    let isPowerCut = false;
    // Between the documents and the position: mongoose asks this before it sends a change to a registration.
    registeredSchema.pre('updateOne', async () => {
      if (isPowerCut) throw new Error(POWER_CUT);
    });
    const ifPowerCut = (error: Error) => expect(error.message).toBe(POWER_CUT);

    /** Counts visits by house; every fifth visit to a house closes it. */
    const visits = (view: Doc | undefined, house: string): Doc | undefined => {
      const count = ((view?.['count'] as number | undefined) ?? 0) + 1;
      return count === 5 ? undefined : { id: house, count };
    };
    const fold = async (collection: Collection, houses: readonly string[], from: number, through: number) => {
      const events = houses.slice(from + 1, through + 1);
      const before = await collection.load(events);
      const views = new Map<string, Doc | undefined>(before);
      for (const house of events) views.set(house, visits(views.get(house), house));
      const upserts = [...views.values()].filter((view) => view !== undefined);
      const deletes = [...before.keys()].filter((id) => views.get(id) === undefined);
      await collection.commit({ upserts, deletes, through });
    };

    it('is folded again as if it had never been begun, also in other pages, and whatever is broken off again', async () => {
      await using its = await opened(server.url);
      let number = 0;
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.constantFrom('house-a', 'house-b', 'house-c'), { minLength: 1, maxLength: 30 }),
          fc.array(fc.tuple(fc.integer({ min: 1, max: 12 }), fc.boolean()), { minLength: 1, maxLength: 12 }),
          async (houses, pages) => {
            number += 1;
            const plain = await its.documents.collection({ name: 'plain', version: number, indexes: [] });
            const open = () => its.documents.collection({ name: 'broken', version: number });
            let broken = await open();
            await fold(plain, houses, -1, houses.length - 1);
            let position = -1;
            for (const [size, isBrokenOff] of [...pages, [houses.length, false] as const]) {
              const through = Math.min(position + size, houses.length - 1);
              if (through <= position) break;
              isPowerCut = isBrokenOff;
              await fold(broken, houses, position, through).catch(ifPowerCut);
              isPowerCut = false;
              if (isBrokenOff)
                broken = await open(); // As the next process does.
              else position = through;
            }
            if (position < houses.length - 1) await fold(broken, houses, position, houses.length - 1);
            const everything = ['house-a', 'house-b', 'house-c'];
            expect(await broken.load(everything)).toEqual(await plain.load(everything));
            expect(await broken.find({})).toEqual(await plain.find({}));
          },
        ),
        { numRuns: 40 },
      );
    });
  });

  describe('a writer that is stopped before it notes its position, while another begins', () => {
    const isOther = (error: Error) => expect(error.message).toBe('Somebody else writes visits.v1.');
    /** Those that are about to note a position, in their order, and how each is let go. */
    const stopped: (() => void)[] = [];
    let isStopping = false;
    registeredSchema.pre('updateOne', async () => {
      if (isStopping) await new Promise<void>((letGo) => stopped.push(letGo));
    });
    const isStopped = async (count: number) => {
      while (stopped.length < count) await delay(5);
    };

    it.each([
      ['first', [0, 1]],
      ['last', [1, 0]],
    ] as const)('does not count for done what that one took back, when it goes on %s', async (_which, order) => {
      await using its = await opened(server.url);
      await using other = { documents: await its.open(), [Symbol.asyncDispose]: () => other.documents.close() };
      const [mine, theirs] = [await its.documents.collection({ name: 'visits', version: 1 }), await other.documents.collection({ name: 'visits', version: 1 })];
      const visits = (count: number) => ({ upserts: [{ id: 'house', count }], deletes: [], through: count });
      await mine.commit(visits(1));
      isStopping = true;
      const slow = mine.commit(visits(10));
      slow.catch(() => {});
      await isStopped(1);
      const quick = theirs.commit(visits(5));
      quick.catch(() => {});
      await isStopped(2);
      isStopping = false;
      const both = [slow, quick];
      for (const at of order) {
        stopped[at]?.();
        await both[at]?.catch(() => {});
      }
      stopped.length = 0;
      await slow.catch(isOther);
      expect([await quick, await theirs.progress(), await theirs.load(['house'])]).toEqual([
        true,
        { position: 5, tries: 0 },
        new Map([['house', { id: 'house', count: 5 }]]),
      ]);
      expect([await mine.commit(visits(12)), await theirs.find({})]).toEqual([true, [{ id: 'house', count: 12 }]]);
    });
  });
} else it('are not tried here, and the last lines of the tests say why', () => expect(server).toBeUndefined());
