import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Collection, type Doc, type Documents, openSqliteDocuments, type Place } from '@patto/read-models';
import fc from 'fast-check';
import { gathered } from './gathering.ts';

/** Trees with so many apples each; more of them than are looked at at once. */
const TREES = 450;
const applesOn = (tree: number): number => (tree % 97 === 0 ? 5 : Number(tree % 3 === 0));

describe('a page of what documents tell', () => {
  let documents: Documents;
  let trees: Collection;
  const applesOf = (docs: readonly Doc[]) => docs.map(({ id, apples }) => Array.from({ length: apples as number }, (_, index) => `${id}.${index + 1}`));
  const all: string[] = [];

  const pages = async (most: number, sort?: readonly string[]): Promise<readonly (readonly string[])[]> => {
    const found: (readonly string[])[] = [];
    let from: Place | undefined;
    do {
      const { items, next } = await gathered(trees, { kind: 'apple' }, sort ? { sort } : {}, most, from, async (docs) => applesOf(docs));
      found.push(items);
      from = next === undefined ? undefined : (JSON.parse(JSON.stringify(next)) as Place); // As a cursor carries it.
    } while (from);
    return found;
  };

  beforeAll(async () => {
    documents = openSqliteDocuments({ file: ':memory:' });
    trees = await documents.collection({ name: 'trees', version: 1, indexes: ['age'] });
    const upserts = Array.from({ length: TREES }, (_, tree) => ({
      ...{ id: `tree-${String(tree).padStart(4, '0')}`, kind: tree % 2 === 0 ? 'apple' : 'pear', age: tree % 7, apples: applesOn(tree) },
    }));
    await trees.commit({ upserts, deletes: [], through: 0 });
    all.push(...applesOf(upserts.filter(({ kind }) => kind === 'apple')).flat());
  });
  afterAll(() => documents.close());

  it('is full as long as there is more, and the pages together are all of it, each once and in order', () =>
    fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 200 }), async (most) => {
        const found = await pages(most);
        expect(found.flat()).toEqual(all);
        expect(found.slice(0, -1).every((page) => page.length === most)).toBe(true);
      }),
      { numRuns: 25 },
    ));

  it('comes in the order that is asked for', async () => {
    const found = (await pages(7, ['-age'])).flat();
    expect(found.toSorted()).toEqual(all);
    const ageOf = (apple: string) => Number(apple.slice(5, 9)) % 7;
    expect(found.map(ageOf)).toEqual(found.map(ageOf).toSorted((one, other) => other - one));
  });
});
