import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DocumentsInUse, type Replacing } from '../replacing.ts';
import { openSqliteDocuments } from './documents.ts';
import { replaceSqliteDocuments } from './replacing.ts';

const NEEDS = { name: 'needs', version: 1, indexes: ['status'] };

let folder = '';
let file = '';
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'patto-replacing-'));
  file = join(folder, 'documents.db');
  const documents = openSqliteDocuments({ file });
  const needs = await documents.collection(NEEDS);
  await needs.commit({ upserts: [{ id: 'need-1', status: 'open' }], deletes: [], through: 3 });
  await documents.close();
});
afterEach(() => rmSync(folder, { recursive: true }));

const found = async () => {
  const documents = openSqliteDocuments({ file });
  const needs = await documents.collection(NEEDS);
  const all = await needs.find({});
  await documents.close();
  return all;
};
const meet = async ({ made }: Replacing) => {
  const needs = await made.collection(NEEDS);
  await needs.commit({ upserts: [{ id: 'need-1', status: 'met' }], deletes: [], through: 4 });
};

describe('SQLite documents that are replaced', () => {
  it('are in their place once they are made, with nothing left beside them, and those before can be read until then', async () => {
    const before = await replaceSqliteDocuments(file, async (replacing) => {
      await meet(replacing);
      return (await replacing.before?.collection(NEEDS))?.find({});
    });
    expect([before, await found()]).toEqual([[{ id: 'need-1', status: 'open' }], [{ id: 'need-1', status: 'met' }]]);
    expect(readdirSync(folder)).toEqual(['documents.db']);
  });

  it('stay as they were where others could not be made', async () => {
    const failing = replaceSqliteDocuments(file, async (replacing) => {
      await meet(replacing);
      throw new Error('The log cannot be read.');
    });
    await expect(failing).rejects.toThrow('The log cannot be read.');
    expect(await found()).toEqual([{ id: 'need-1', status: 'open' }]);
    expect(readdirSync(folder)).toEqual(['documents.db']);
  });

  it('stay as they were where somebody has them open, before or at the end', async () => {
    const user = openSqliteDocuments({ file });
    await expect(replaceSqliteDocuments(file, meet)).rejects.toThrow(DocumentsInUse);
    await user.close();
    let late = openSqliteDocuments({ file: ':memory:' });
    const failing = replaceSqliteDocuments(file, async (replacing) => {
      await late.close();
      late = openSqliteDocuments({ file });
      await meet(replacing);
    });
    await expect(failing).rejects.toThrow(DocumentsInUse);
    await late.close();
    expect(await found()).toEqual([{ id: 'need-1', status: 'open' }]);
  });
});
