import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type CloudEvent, Event } from '@patto/contracts';
import fc from 'fast-check';
import type { Documents } from './documents.ts';
import { openModel } from './open-model.ts';
import { fold, project } from './project.ts';
import { everyEvent, type RecordedEvent, readModel } from './read-model.ts';
import { openSqliteDocuments } from './sqlite/documents.ts';

@Event('tests-project.garden', { version: 1 })
class TreePlanted {
  readonly kind!: string;
}
@Event('tests-project.garden', { version: 1 })
class TreeFelled {
  readonly kind!: string;
}
@Event('tests-project.garden', { version: 1 })
class GardenClosed {}

const events = { TreePlanted, TreeFelled, GardenClosed };
interface Garden {
  readonly trees: readonly string[];
}
const gardens = readModel(
  'gardens',
  1,
  { events, indexes: ['trees'] },
  {
    TreePlanted: (view: Garden | undefined, { kind }) => ({ trees: [...(view?.trees ?? []), kind] }),
    TreeFelled: (view, { kind }) => view && { trees: view.trees.filter((tree) => tree !== kind) },
    GardenClosed: () => undefined,
  },
);
/** Counts everything that happened anywhere, by type: knows no event by name. */
const census = everyEvent<{ count: number }>('census', 1, { keys: ({ type }) => [type] }, (view) => ({ count: (view?.count ?? 0) + 1 }));

const recorded = (position: number, stream: string, revision: number, name: keyof typeof events | 'Unknown', data = {}): RecordedEvent => {
  const type = `patto.tests-project.${name}.v1`;
  const event: object = { id: `event-${position}`, type, data };
  return { position, stream, revision, type, body: JSON.stringify(event), event: event as CloudEvent };
};

const story = [
  recorded(0, 'garden-1', 1, 'TreePlanted', { kind: 'fig' }),
  recorded(1, 'garden-2', 1, 'TreePlanted', { kind: 'elm' }),
  recorded(2, 'garden-1', 2, 'Unknown'),
  recorded(3, 'garden-1', 3, 'TreePlanted', { kind: 'oak' }),
  recorded(4, 'garden-1', 4, 'TreeFelled', { kind: 'fig' }),
  recorded(5, 'garden-2', 2, 'GardenClosed'),
  recorded(6, 'garden-3', 1, 'GardenClosed'),
  recorded(7, 'garden-2', 3, 'TreePlanted', { kind: 'ash' }),
];

describe('projecting', () => {
  let documents: Documents;
  beforeEach(() => {
    documents = openSqliteDocuments({ file: ':memory:' });
  });
  afterEach(() => documents.close());

  it('gives documents their id and the last revision folded, and finds a tree in the list of trees', async () => {
    const collection = await documents.collection(gardens);
    await project(collection, gardens, story, 7);
    expect(await collection.find({ trees: 'oak' })).toEqual([{ id: 'garden-1', revision: 4, trees: ['oak'] }]);
    expect(await collection.find({ trees: 'fig' })).toEqual([]);
    expect(await collection.find({})).toHaveLength(2);
  });

  it('moves on past events that are in none of its documents, without a look at any', async () => {
    const asked: string[] = [];
    const watched = new Proxy(await documents.collection({ name: 'odd', version: 1 }), {
      get: (collection, member, receiver) => {
        asked.push(String(member));
        return Reflect.get(collection, member, receiver);
      },
    });
    const oddOnes = everyEvent<object>('odd', 1, { keys: ({ type }) => (type.includes('Unknown') ? ['odd'] : []) }, () => ({}));
    await project(watched, oddOnes, story.slice(0, 2), 1);
    expect([asked, await watched.progress()]).toEqual([['commit', 'progress'], { position: 1, tries: 0 }]);
    await project(watched, oddOnes, story.slice(2), 7);
    expect(await watched.find({})).toEqual([{ id: 'odd' }]);
  });

  it('comes to the same documents whatever the pages are, and when pages come twice or overlap', () =>
    fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.nat(7), fc.nat(7))), async (pages) => {
        const fresh = openSqliteDocuments({ file: ':memory:' });
        const collection = await fresh.collection(gardens);
        let reached = -1;
        for (const [one, other] of [...pages, [0, 7] as const]) {
          const [from, to] = [Math.min(one, other, reached + 1), Math.max(one, other)];
          await project(collection, gardens, story.slice(from, to + 1), to);
          reached = Math.max(reached, to);
        }
        expect(await collection.find({})).toEqual([...fold(gardens, story).values()]);
        await fresh.close();
      }),
      { numRuns: 100 },
    ));

  it('moves on over a page without events for it', async () => {
    const collection = await documents.collection(gardens);
    await project(collection, gardens, [], 40);
    expect(await collection.progress()).toEqual({ position: 40, tries: 0 });
  });

  it('writes nothing of a page that cannot be folded', async () => {
    const collection = await documents.collection(gardens);
    const broken = {
      ...gardens,
      apply: (...[view, event, key]: Parameters<typeof gardens.apply>) => (event.position === 4 ? fail() : gardens.apply(view, event, key)),
    };
    await expect(project(collection, broken, story, 7)).rejects.toThrow('cannot fold');
    expect(await collection.find({})).toEqual([]);
    expect(await collection.progress()).toEqual({ position: -1, tries: 0 });
  });

  it('folds all events where a model knows none by name', async () => {
    const collection = await documents.collection(census);
    await project(collection, census, story, 7);
    expect(await collection.find({ id: 'patto.tests-project.TreePlanted.v1' })).toEqual([{ id: 'patto.tests-project.TreePlanted.v1', count: 4 }]);
  });

  it('folds one stream as it stood', () =>
    expect(fold(gardens, story.slice(0, 4)).get('garden-1')).toEqual({ id: 'garden-1', revision: 3, trees: ['fig', 'oak'] }));

  it('builds a new version beside the old one, which answers until the new one takes over', async () => {
    const old = await openModel(documents, gardens);
    expect(old.serving).toBe(old.building);
    await project(old.building, gardens, story, 7);

    const next = { ...gardens, version: 2, apply: (...of: Parameters<typeof gardens.apply>) => gardens.apply(...of) && { trees: ['one'] } };
    const opened = await openModel(documents, next);
    await project(opened.building, next, story, 7);
    expect([opened.serving.version, opened.building.version]).toEqual([1, 2]);
    expect(await opened.serving.find({ trees: 'oak' })).toHaveLength(1);
    await opened.takeOver();
    expect(opened.serving).toBe(opened.building);
    expect(await opened.serving.find({ trees: 'one' })).toHaveLength(2);
    await opened.takeOver();
    expect((await openModel(documents, next)).serving.version).toBe(2);
  });
});

const fail = (): never => {
  throw new Error('cannot fold');
};
