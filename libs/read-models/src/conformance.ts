import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { answers, sorted } from './conformance/plain-evaluation.ts';
import { randomDocs, randomFilters, randomSorts } from './conformance/random-filters.ts';
import type { Doc, Documents } from './documents.ts';
import { type Filter, UnsupportedFilter } from './filter.ts';
import { placeOf } from './sort.ts';

/** A place for documents that one test uses: opened, closed and opened again on what is there, at last thrown away. */
export interface DocumentsPlace {
  open(): Promise<Documents>;
  dispose(): Promise<void>;
}

export interface DocumentsSuite {
  /** How many random questions are asked, half of them with indexes; 2,000 find what a wrong `null` or order would do. */
  readonly questions?: number;
}

const INDEXES = ['p', 'q', 'o.x', 'l.x', 'l.y', 'n', 't'];
const ids = (docs: readonly Doc[]) => docs.map(({ id }) => id);

/** What every engine of read models must do. */
export const conformsAsDocuments = (name: string, place: () => Promise<DocumentsPlace>, { questions = 2_000 }: DocumentsSuite = {}): void => {
  describe(`${name} as documents`, () => {
    let at: DocumentsPlace;
    let documents: Documents;
    const reopen = async () => {
      await documents.close();
      documents = await at.open();
    };
    beforeEach(async () => {
      at = await place();
      documents = await at.open();
    });
    afterEach(async () => {
      await documents.close();
      await at.dispose();
    });

    const maria = { id: 'plan-1', subjects: ['person-maria'], status: 'draft', opened: 1 };
    const piero = { id: 'plan-2', subjects: ['person-piero', 'person-maria'], status: 'agreed', opened: 2 };
    const filled = async (indexes: readonly string[] = ['subjects', 'status', 'opened']) => {
      const plans = await documents.collection({ name: 'plans', version: 1, indexes });
      await plans.commit({ upserts: [maria, piero], deletes: [], through: 7 });
      return plans;
    };

    it('starts before the first event and keeps documents and progress together, also when opened again', async () => {
      const empty = await documents.collection({ name: 'plans', version: 1, indexes: [] });
      expect(await empty.progress()).toEqual({ position: -1, tries: 0 });
      await filled();
      await reopen();
      const again = await documents.collection({ name: 'plans', version: 1, indexes: ['subjects', 'status', 'opened'] });
      expect(await again.progress()).toEqual({ position: 7, tries: 0 });
      expect(await again.load(['plan-1', 'plan-2', 'plan-3'])).toEqual(new Map(Object.entries({ 'plan-1': maria, 'plan-2': piero })));
    });

    it('ignores a commit that does not lead beyond where it is', async () => {
      const plans = await filled();
      expect(await plans.commit({ upserts: [{ ...maria, status: 'gone' }], deletes: ['plan-2'], through: 7 })).toBe(false);
      expect(await plans.find({})).toEqual([maria, piero]);
    });

    it('replaces, deletes and forgets what a document was found by', async () => {
      const plans = await filled();
      expect(await plans.commit({ upserts: [{ ...maria, subjects: ['person-sara'] }], deletes: ['plan-2', 'plan-9'], through: 8 })).toBe(true);
      expect(await plans.find({ subjects: 'person-maria' })).toEqual([]);
      expect(ids(await plans.find({ subjects: 'person-sara' }))).toEqual(['plan-1']);
      expect(ids(await plans.find({ status: 'agreed' }))).toEqual([]);
    });

    it('keeps all that JSON can say, also members and texts that some servers do not take, and finds it by them', async () => {
      const odd = await documents.collection({ name: 'odd', version: 1, indexes: ['name'] });
      const conditions = { 'reached.provider': { $in: ['$organisation'] }, $ne: { '.': null, '': [{ $exists: true }] }, 'a"$b.c': 1, '\0': '\u0001p\ud800' };
      const names = ['', '$a.b', 'a', 'a\0', 'a\0b', 'a\u0001', 'a\u0002', 'è \u2028 😀'];
      const docs = names.map((name, number) => ({ id: `odd-${number}`, name, conditions: { [name]: conditions } }));
      await odd.commit({ upserts: docs, deletes: [], through: 0 });
      await odd.commit({ upserts: [...docs].map((doc) => ({ ...doc, again: true })), deletes: [], through: 1 });
      const again = docs.map((doc) => ({ ...doc, again: true }));
      expect(await odd.find({}, { sort: ['name'] })).toEqual(again);
      expect(await odd.load(['odd-4', 'odd-7'])).toEqual(new Map([again[4], again[7]].map((doc) => [doc?.id, doc])));
      for (const [at, name] of names.entries()) expect(ids(await odd.find({ name }))).toEqual([`odd-${at}`]);
      expect(ids(await odd.find({ name: { $gt: 'a', $lt: 'b' } }, { sort: ['name'] }))).toEqual(['odd-3', 'odd-4', 'odd-5', 'odd-6']);
      expect(ids(await odd.find({}, { sort: ['name'], after: placeOf(again[4] as Doc, ['name']), limit: 1 }))).toEqual(['odd-5']);
    });

    it('replaces and deletes hundreds at once', async () => {
      const houses = await documents.collection({ name: 'houses', version: 1, indexes: [] });
      const of = (version: number) => Array.from({ length: 300 }, (_, number) => ({ id: `house-${String(number).padStart(3, '0')}`, version }));
      await houses.commit({ upserts: of(1), deletes: [], through: 0 });
      await houses.commit({ upserts: of(2).slice(0, 200), deletes: ids(of(2).slice(200)), through: 1 });
      expect(await houses.find({})).toEqual(of(2).slice(0, 200));
    });

    it('counts failed tries across restarts, until it gets on', async () => {
      const plans = await filled();
      expect([await plans.tried(), await plans.tried()]).toEqual([1, 2]);
      await reopen();
      const again = await documents.collection({ name: 'plans', version: 1 });
      expect(await again.tried()).toBe(3);
      await again.commit({ upserts: [], deletes: [], through: 8 });
      expect(await again.progress()).toEqual({ position: 8, tries: 0 });
    });

    it('finds the same when other paths are indexed than before', async () => {
      await filled(['status']);
      const again = await documents.collection({ name: 'plans', version: 1, indexes: ['subjects'] });
      expect(ids(await again.find({ subjects: 'person-maria', status: 'draft' }))).toEqual(['plan-1']);
      await again.commit({ upserts: [{ ...piero, subjects: [] }], deletes: [], through: 9 });
      expect(ids(await again.find({ subjects: 'person-maria' }))).toEqual(['plan-1']);
    });

    it('keeps versions apart until one takes over and the others are dropped', async () => {
      const old = await filled();
      expect(await documents.serving('plans')).toBeUndefined();
      await documents.serve('plans', 1);
      const next = await documents.collection({ name: 'plans', version: 2, indexes: [] });
      const left = await documents.collection({ name: 'plans', version: 3, indexes: [] });
      await left.commit({ upserts: [maria], deletes: [], through: 0 });
      await documents.keepOnly('plans', [1, 2]);
      expect(await (await documents.collection({ name: 'plans', version: 3, indexes: [] })).find({})).toEqual([]);
      expect(await next.find({})).toEqual([]);
      expect(await old.find({})).toHaveLength(2);
      await documents.serve('plans', 2);
      expect(await documents.serving('plans')).toBe(2);
      expect(await (await documents.collection({ name: 'plans', version: 1, indexes: [] })).progress()).toEqual({ position: -1, tries: 0 });
    });

    it('refuses what is not in the language, and takes no SQL or operator from a path', async () => {
      const plans = await filled();
      const wrong: readonly unknown[] = [
        { $where: '1' },
        { status: { $regex: 'd' } },
        { status: ['draft'] },
        { status: undefined },
        { status: {} },
        { status: { $exists: 'yes' } },
        { $or: [] },
        { "a') OR 1=1 --": 1 },
      ];
      for (const filter of wrong) await expect(plans.find(filter as Filter)).rejects.toThrow(UnsupportedFilter);
      await expect(plans.find({}, { sort: ["opened') --"] })).rejects.toThrow(UnsupportedFilter);
      await expect(documents.collection({ name: 'plans"; --', version: 1 })).rejects.toThrow('kebab-case');
    });

    it.each([['without indexes', []] as const, ['with indexes', INDEXES] as const])(
      'answers random filters as a plain evaluation does, %s, also page by page',
      async (_name, indexes) => {
        const random = await documents.collection({ name: 'random', version: 1, indexes });
        let through = 0;
        let found = 0;
        await fc.assert(
          fc.asyncProperty(randomDocs, fc.array(fc.tuple(randomFilters, randomSorts), { minLength: 10, maxLength: 10 }), async (docs, asked) => {
            const before = ids(await random.find({}));
            through += 1;
            await random.commit({ upserts: docs, deletes: before.filter((id) => !docs.some((doc) => doc.id === id)), through });
            for (const [filter, sort] of asked) {
              const expected = sorted(docs, sort).filter((doc) => answers(filter, doc));
              found += expected.length;
              expect(await random.find(filter, { sort })).toEqual(expected);
              const [first] = await random.find(filter, { sort, limit: 1 });
              expect(first).toEqual(expected[0]);
              if (first) expect(await random.find(filter, { sort, limit: 2, after: placeOf(first, sort) })).toEqual(expected.slice(1, 3));
            }
          }),
          { numRuns: Math.ceil(questions / 20) },
        );
        // A run in which hardly anything was found would prove little.
        expect(found).toBeGreaterThan(questions / 4);
      },
      120_000,
    );
  });
};
