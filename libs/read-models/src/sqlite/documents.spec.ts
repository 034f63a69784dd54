import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { conformsAsDocuments } from '../conformance.ts';
import type { Place } from '../documents.ts';
import { placeOf } from '../sort.ts';
import { openSqliteDocuments } from './documents.ts';

conformsAsDocuments('SQLite', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'patto-documents-'));
  return {
    open: async () => openSqliteDocuments({ file: join(folder, 'documents.db') }),
    dispose: () => rm(folder, { recursive: true }),
  };
});

describe('a commit to SQLite documents', () => {
  it('writes nothing where one of its documents cannot be written, and forgets what it had in memory', async () => {
    const documents = openSqliteDocuments({ file: ':memory:' });
    const needs = await documents.collection({ name: 'needs', version: 1, indexes: ['status'] });
    await needs.commit({ upserts: [{ id: 'need-1', status: 'open' }], deletes: [], through: 0 });
    const upserts = [
      { id: 'need-1', status: 'met' },
      { id: 'need-2', no: 1n }, // JSON has no such number.
    ];
    await expect(needs.commit({ upserts, deletes: [], through: 1 })).rejects.toThrow();
    expect(await needs.load(['need-1', 'need-2'])).toEqual(new Map([['need-1', { id: 'need-1', status: 'open' }]]));
    expect(await needs.find({ status: 'met' })).toEqual([]);
    expect(await needs.progress()).toEqual({ position: 0, tries: 0 });
    await documents.close();
  });
});

describe('many SQLite documents', () => {
  it('are paged in the order of an index, narrowed by another, without losing or repeating one', async () => {
    const documents = openSqliteDocuments({ file: ':memory:' });
    const needs = await documents.collection({ name: 'needs', version: 1, indexes: ['status', 'openedAt', 'areas'] });
    // More open ones than are looked up and sorted; some opened at the same time, some at no time.
    const upserts = Array.from({ length: 4_000 }, (_, number) => ({
      id: `need-${number}`,
      status: number % 4 ? 'open' : 'met',
      areas: [`area-${number % 1_000}`, 'italy'],
      ...(number % 10 ? { openedAt: `2027-03-${String(number % 28).padStart(2, '0')}` } : {}),
    }));
    await needs.commit({ upserts, deletes: [], through: 0 });
    const sort = ['-openedAt'];
    for (const filter of [{ status: 'open' }, { status: 'open', areas: 'italy' }, { status: 'open', areas: 'area-7' }, {}]) {
      const all = await needs.find(filter, { sort });
      const paged: string[] = [];
      let after: Place | undefined;
      do {
        const page = await needs.find(filter, { sort, limit: 300, ...(after ? { after } : {}) });
        paged.push(...page.map(({ id }) => id));
        const last = page.at(-1);
        after = last && placeOf(last, sort);
      } while (after);
      expect(paged).toEqual(all.map(({ id }) => id));
    }
    await documents.close();
  });
});
