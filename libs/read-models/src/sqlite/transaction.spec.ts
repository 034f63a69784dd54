import { mkdtempSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Collection, Documents } from '../documents.ts';
import { openSqliteDocuments } from './documents.ts';

/** A statement that fails and takes the whole transaction with it, as a full disk does. */
const FAULT = `CREATE TRIGGER fault AFTER INSERT ON "needs@1" WHEN NEW.id = 'need-burnt' BEGIN SELECT RAISE(ROLLBACK, 'The disk is burning.'); END`;
const LOST = 'What was written to the read models is lost. The next start folds it again from the log.';
const PATIENCE_MS = 5_000; // Ten times what a write waits for its commit.

let folder: string;
let documents: Documents;
let needs: Collection;

/** What a process would find that starts after this one was killed. */
const onDisk = () => {
  const other = new DatabaseSync(join(folder, 'documents.db'));
  try {
    const { position, tries } = other.prepare("SELECT position, tries FROM collections WHERE name = 'needs'").get() as { position: number; tries: number };
    return {
      position,
      tries,
      documents: other
        .prepare('SELECT id FROM "needs@1" ORDER BY id')
        .all()
        .map(({ id }) => id),
    };
  } finally {
    other.close();
  }
};
const behindItsBack = (sql: string) => {
  const other = new DatabaseSync(join(folder, 'documents.db'));
  other.exec(sql);
  other.close();
};
const put = (id: string, through: number) => needs.commit({ upserts: [{ id }], deletes: [], through });
const open = async () => {
  documents = openSqliteDocuments({ file: join(folder, 'documents.db') });
  needs = await documents.collection({ name: 'needs', version: 1, indexes: [] });
};

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'patto-transaction-'));
  await open();
});
afterEach(async () => {
  await documents.close().catch(() => {});
  rmSync(folder, { recursive: true });
});

describe('what is written to SQLite documents', () => {
  it('is read at once, and is on the disk a moment later, documents and progress together', async () => {
    await put('need-1', 3);
    await put('need-2', 7);
    expect(await needs.find({})).toEqual([{ id: 'need-1' }, { id: 'need-2' }]);
    expect(onDisk()).toEqual({ position: -1, tries: 0, documents: [] });
    for (const until = Date.now() + PATIENCE_MS; onDisk().position < 7 && Date.now() < until; ) await delay(20);
    expect(onDisk()).toEqual({ position: 7, tries: 0, documents: ['need-1', 'need-2'] });
  });

  it('is on the disk when enough has come together, and when it is closed', async () => {
    await needs.commit({ upserts: Array.from({ length: 10_000 }, (_, number) => ({ id: `need-${number}` })), deletes: [], through: 3 });
    expect(onDisk().position).toBe(3);
    await put('need-last', 4);
    await documents.close();
    expect(onDisk().position).toBe(4);
  });

  it('is on the disk before a failed try is counted, and so is the count', async () => {
    await put('need-1', 3);
    expect(await needs.tried()).toBe(1);
    expect(onDisk()).toEqual({ position: 3, tries: 1, documents: ['need-1'] });
  });

  it('stays when what comes after it fails alone', async () => {
    await put('need-1', 3);
    await expect(needs.commit({ upserts: [{ id: 'need-2', no: 1n }], deletes: [], through: 4 })).rejects.toThrow();
    await put('need-3', 5);
    await documents.close();
    expect(onDisk()).toEqual({ position: 5, tries: 0, documents: ['need-1', 'need-3'] });
  });
});

describe('a write that takes others with it which were read already', () => {
  it('lets nothing be read or written after it, so that no page of events is passed over; the next start goes on from what the disk has', async () => {
    await put('need-1', 3);
    await needs.tried();
    behindItsBack(FAULT);
    await put('need-2', 4);
    await expect(put('need-burnt', 5)).rejects.toThrow('The disk is burning.');
    await expect(put('need-3', 6)).rejects.toThrow(LOST);
    await expect(needs.tried()).rejects.toThrow(LOST);
    await expect(needs.find({})).rejects.toThrow(LOST);
    await expect(needs.progress()).rejects.toThrow(LOST);
    await expect(documents.close()).rejects.toThrow(LOST);
    behindItsBack('DROP TRIGGER fault');
    await open();
    expect(await needs.progress()).toMatchObject({ position: 3 });
    expect(await needs.find({})).toEqual([{ id: 'need-1' }]);
  });
});
