import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readSettings, type Settings } from '@patto/service-kit';
import { seed, storyBegins } from '../seed.ts';
import { CannotStart, type Started, start } from '../start.ts';
import { readModelsAsOf, type Replayed } from './as-of.ts';
import { rebuildReadModels } from './rebuild.ts';

const TIMEOUT_MS = 240_000; // The whole story is told in one process, on two shared cores.

describe('a district that is replayed while nothing runs', () => {
  const folder = mkdtempSync(join(tmpdir(), 'patto-replaying-'));
  const settings: Settings = readSettings({ PATTO_DATA: join(folder, 'data'), PATTO_KEYS: join(folder, 'keys'), PATTO_PORT: '0', PATTO_LOG_LEVEL: 'error' });
  const silent = () => undefined;
  let events = 0;
  let plan = '';

  const running = async <Result>(work: (started: Started) => Promise<Result>): Promise<Result> => {
    const started = await start(settings, { onFatal: silent });
    try {
      await started.idle();
      return await work(started);
    } finally {
      await started.close();
    }
  };

  /** All rows of all collections, as they lie in the file. */
  const documents = (change?: (database: DatabaseSync) => void): Readonly<Record<string, readonly unknown[]>> => {
    const database = new DatabaseSync(join(settings.data, 'read-models.sqlite'));
    change?.(database);
    const tables = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name LIKE '%@%' AND name NOT LIKE '% entries'").all();
    const all = tables.map(({ name }) => [String(name), database.prepare(`SELECT id, doc FROM "${name}" ORDER BY id`).all()] as const);
    database.close();
    return Object.fromEntries(all.toSorted(([a], [b]) => (a < b ? -1 : 1)));
  };

  const tableOf = (readModel: string) => String(Object.keys(documents()).find((name) => name.startsWith(`${readModel}@`)));

  const asOf = async (wish: Parameters<typeof readModelsAsOf>[1]): Promise<readonly Replayed[]> => {
    const told: Replayed[] = [];
    await readModelsAsOf(settings, wish, async (replayed) => void told.push(replayed), silent);
    return told;
  };

  beforeAll(async () => {
    let scripted: number | undefined = storyBegins();
    const started = await start(settings, { clock: () => scripted ?? Date.now(), onFatal: silent });
    ({ events } = await seed(started, (to) => void (scripted = to)));
    await started.close();
    const plans = documents()[tableOf('plans')] as readonly { readonly id: string }[];
    plan = String(plans[0]?.id);
  }, TIMEOUT_MS);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it(
    'has every read model as before, and names and mends those of which somebody changed a document by hand, or took one away',
    async () => {
      const before = documents();
      const clean = await rebuildReadModels(settings, silent);
      expect(clean.filter(({ differing }) => differing !== 0)).toEqual([]);
      expect(documents()).toEqual(before);
      documents((database) => {
        database.prepare(`UPDATE "${tableOf('plans')}" SET doc = json_set(doc, '$.status', 'lost') WHERE id = ?`).run(plan);
        database.exec(`DELETE FROM "${tableOf('needs')}" WHERE number = 1`);
      });
      expect(documents()).not.toEqual(before);
      const mended = await rebuildReadModels(settings, silent);
      const differing = mended.filter((one) => one.differing !== 0).map((one) => [one.name, one.differing]);
      expect(new Map(differing as [string, number][])).toEqual(new Map(['plans', 'needs'].map((name) => [name, 1])));
      expect(documents()).toEqual(before);
    },
    TIMEOUT_MS,
  );

  it(
    'lets no reaction fire, then or at the next start',
    async () => {
      const heads = () => running(async ({ world }) => [await world.log.head(), await world.accesses.head()]);
      const before = await heads();
      await rebuildReadModels(settings, silent);
      expect(await heads()).toEqual(before);
    },
    TIMEOUT_MS,
  );

  it(
    'is left alone while it runs',
    async () => {
      await running(async () => {
        await expect(rebuildReadModels(settings, silent)).rejects.toThrow(CannotStart);
        await expect(asOf({ asOf: '0' })).rejects.toThrow(CannotStart);
      });
    },
    TIMEOUT_MS,
  );

  it(
    'is told as of the head as it is now, and of one id alone',
    async () => {
      const now = documents();
      const told = await asOf({ asOf: String(events - 1) });
      const versions = new Map(Object.keys(now).map((name) => [name.replace(/@.*/, ''), name]));
      for (const [name, table] of versions) {
        if (name === 'accesses') continue; // Folded from the other log.
        const rows = told.filter(({ readModel }) => readModel === name).map(({ id, document }) => ({ id, doc: JSON.stringify(document) }));
        expect([name, rows]).toEqual([name, now[table]]);
      }
      const one = await asOf({ asOf: String(events - 1), of: plan });
      expect(one).toEqual(told.filter(({ id }) => id === plan));
      expect(one.length).toBeGreaterThan(0);
    },
    TIMEOUT_MS,
  );

  it(
    'is told as it was at a position or an instant, and what became of that until a later one',
    async () => {
      const [middle, last] = [Math.floor(events / 2), events - 1];
      const [then, now, differing] = [
        await asOf({ asOf: String(middle) }),
        await asOf({ asOf: String(last) }),
        await asOf({ asOf: `${middle}`, diff: `${last}` }),
      ];
      const place = ({ readModel, id }: Replayed) => `${readModel} ${id}`;
      const was = new Map(then.map((one) => [place(one), one.document]));
      for (const one of differing) {
        expect([place(one), one.before]).toEqual([place(one), was.get(place(one))]);
        if (one.after) was.set(place(one), one.after);
        else was.delete(place(one));
      }
      expect(new Map([...was].toSorted())).toEqual(new Map(now.map((one): [string, unknown] => [place(one), one.document]).toSorted()));
      expect(differing.length).toBeGreaterThan(0);
      expect(await asOf({ asOf: '2000-01-01T00:00:00Z' })).toEqual([]);
      expect(await asOf({ asOf: new Date().toISOString() })).toEqual(now);
    },
    TIMEOUT_MS,
  );

  it('refuses a position that the log has not come to, and a difference backwards', async () => {
    await expect(asOf({ asOf: String(events + 100) })).rejects.toThrow(/not come to this position/);
    await expect(asOf({ asOf: '9', diff: '3' })).rejects.toThrow(/earlier to the later/);
  });
});
