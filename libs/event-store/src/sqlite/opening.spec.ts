import { describe, expect, it } from '@jest/globals';
import { chmodSync, copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { all, newStream, upTo, write } from '../conformance/examples.ts';
import { eachInItsOwnFolder } from './trials/folder.ts';
import { isOlder, refuseUnlessDurable } from './open.ts';

const its = eachInItsOwnFolder();
/** Any user who is not root; 65534 is `nobody` on most systems. */
const NOBODY = 65_534;

describe('opening an event log', () => {
  it('makes the file with a write-ahead log', () => {
    its.open();
    const other = new DatabaseSync(its.file, { readOnly: true });
    expect(other.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' });
    other.close();
  });

  it('refuses a second writer by name, and takes one after the first has closed', async () => {
    const first = its.open();
    expect(() => its.open()).toThrow(`${its.file} is in use by another process. Stop that one, or choose another data folder.`);
    await first.close();
    expect(await its.open().head()).toBe(-1);
  });

  it('lets a copy be read while the log is open', async () => {
    const log = its.open();
    await write(log, newStream('plan'), 0);
    copyFileSync(its.file, `${its.file}.copy`);
    copyFileSync(`${its.file}-wal`, `${its.file}.copy-wal`);
    const copy = new DatabaseSync(`${its.file}.copy`);
    expect(copy.prepare('SELECT count(*) AS count FROM event').get()?.count).toBe(1);
    copy.close();
  });

  it('refuses the database of another program and leaves it as it is', () => {
    its.behindItsBack('CREATE TABLE recipe (name TEXT)');
    const before = readFileSync(its.file);
    expect(() => its.open()).toThrow(`${its.file} is not an event log of Patto. Choose another data folder.`);
    expect(readFileSync(its.file)).toEqual(before);
  });

  it('refuses a file that is no database', () => {
    writeFileSync(its.file, 'Dear Sara, '.repeat(1_000));
    expect(() => its.open()).toThrow(/is not an event log of Patto/);
  });

  it('refuses a file of a later version', async () => {
    await its.open().close();
    its.behindItsBack('PRAGMA user_version = 2');
    expect(() => its.open()).toThrow(/was written by another version of Patto \(2\)/);
  });

  it('refuses a file whose restore did not end, as after a crash', async () => {
    const log = its.open();
    const stuck = log.restore(
      (async function* () {
        await new Promise((_, reject) => setImmediate(() => reject(new Error('The pipe broke.'))));
        yield '';
      })(),
    );
    await expect(stuck).rejects.toThrow('The pipe broke.');
    await expect(write(log, newStream('plan'), 0)).rejects.toThrow(/not restored to its end/);
    await log.close();
    expect(() => its.open()).toThrow(/was not restored to its end. Delete it and restore the export again/);
  });

  it('refuses a gap between positions', async () => {
    const log = its.open();
    await write(log, newStream('plan'), 0, { count: 5 });
    await log.close();
    its.behindItsBack('DROP TRIGGER event_is_never_deleted; DELETE FROM event WHERE position = 3');
    expect(() => its.open()).toThrow(/has a gap between the positions 0 and 4/);
  });

  it('refuses a log whose beginning is cut off, and takes a long one', async () => {
    const log = its.open();
    await write(log, newStream('plan'), 0, { count: 1_200 });
    await log.close();
    const again = its.open();
    expect(await all(again.readAll({ after: 1_197 }))).toHaveLength(2);
    await again.close();
    its.behindItsBack('DROP TRIGGER event_is_never_deleted; DELETE FROM event WHERE position < 300');
    expect(() => its.open()).toThrow(/has a gap between the positions 200 and 1199/);
  });

  it('puts back a trigger that somebody has dropped', async () => {
    const log = its.open();
    await write(log, newStream('plan'), 0);
    await log.close();
    its.behindItsBack('DROP TRIGGER event_is_never_deleted');
    its.open();
    expect(() => its.behindItsBack('DELETE FROM event')).toThrow(/never deleted/);
  });

  it('refuses a folder that it cannot write to', async () => {
    const log = its.open();
    await write(log, newStream('plan'), 0);
    await log.close();
    chmodSync(its.folder, 0o555);
    for (const file of [its.file, `${its.file}.lock`]) chmodSync(file, 0o444);
    expect(() => asNobody(() => its.open())).toThrow(`${its.file} cannot be written. Give this user write permission to its folder`);
    chmodSync(its.folder, 0o755);
    for (const file of [its.file, `${its.file}.lock`]) chmodSync(file, 0o644);
    expect(await its.open().head()).toBe(0);
  });

  it('refuses a connection under which an acknowledged event could be lost', () => {
    const inMemory = new DatabaseSync(':memory:');
    expect(() => refuseUnlessDurable(its.file, inMemory)).toThrow(/has no write-ahead log/);
    inMemory.close();
    const careless = new DatabaseSync(its.file);
    careless.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL');
    expect(() => refuseUnlessDurable(its.file, careless)).toThrow(/is not synced at each commit/);
    careless.exec('PRAGMA synchronous = FULL');
    expect(() => refuseUnlessDurable(its.file, careless)).not.toThrow();
    careless.close();
  });

  it('knows which version of SQLite comes before another', () => {
    const versions = ['3.9.0', '3.51.2', '3.51.3', '3.51.10', '3.53.4', '4.0.0'];
    expect(upTo(6).map((index) => isOlder(versions[index] ?? '', '3.51.3'))).toEqual([true, true, false, false, false, false]);
  });
});

/** Root may write anywhere, so a test of permissions runs as somebody else. */
const asNobody = (work: () => void): void => {
  const isRoot = process.geteuid?.() === 0;
  if (isRoot) process.seteuid?.(NOBODY);
  try {
    work();
  } finally {
    if (isRoot) process.seteuid?.(0);
  }
};
