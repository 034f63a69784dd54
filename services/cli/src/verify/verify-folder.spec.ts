import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { byHand, everyFile, flip, randoms, SealedFolder } from '../testing/sealed-folder.ts';
import { formatReport, type Report, verifyFolder } from './index.ts';

const SIZE = 600;
const INSTANCES = 8; // of each kind of damage, at places that differ
const folder = new SealedFolder();
const stranger = new SealedFolder();
const random = randoms(3);
let yesterday = '';

beforeAll(async () => {
  for (const size of [100, 300, 530, 550]) {
    await folder.recordTo(size);
    await folder.seal();
  }
  await folder.close();
  yesterday = folder.copy();
}, 60_000);
beforeAll(async () => {
  await folder.recordTo(SIZE);
  await folder.seal();
  await folder.close();
  await stranger.recordTo(SIZE);
  await stranger.seal();
  await stranger.close();
}, 60_000);
afterAll(() => {
  folder.remove();
  stranger.remove();
});

const verify = (data: string): Promise<Report> => verifyFolder(data, { key: folder.key.verifierKey });
const places = (report: Report): string[] => report.findings.map(({ file, position }) => (position === undefined ? file : `${file}@${position}`));

describe('verifying a copied data folder', () => {
  it('raises no alarm on clean copies', async () => {
    for (let copies = 0; copies < 50; copies++) {
      const data = folder.copy();
      const report = await verify(data);
      expect(report).toMatchObject({
        verdict: 'fits',
        exitCode: 0,
        findings: [],
        notChecked: [],
        logs: { events: { checked: { entries: SIZE, rows: SIZE, streams: 40, tiles: 4 }, rules: { findings: [] } } },
      });
      rmSync(data, { recursive: true });
    }
  });

  it('reads what stands in the write-ahead log only, calls what follows the checkpoint a tail, and writes nothing into the folder', async () => {
    const live = new SealedFolder();
    await live.recordTo(SIZE);
    await live.seal();
    await live.recordTo(SIZE + 7);
    const data = live.copy();
    await live.close();
    const before = everyFile(data);
    expect(before.get('events.sqlite-wal')?.length).toBeGreaterThan(0);
    const report = await verify(data).then(() => verifyFolder(data));
    expect(report).toMatchObject({ verdict: 'unsealed-tail', exitCode: 2, logs: { events: { unsealedTail: { rows: 7, from: SIZE } } }, findings: [] });
    expect(everyFile(data)).toEqual(before);
    rmSync(join(data, 'events.sqlite-wal'));
    expect((await verifyFolder(data)).verdict).not.toBe('unsealed-tail');
    live.remove();
  });

  it('says that a key which lay beside the log vouches for its wholeness only', async () => {
    const own = await verifyFolder(stranger.data);
    expect(own).toMatchObject({ verdict: 'fits', logs: { events: { keyFrom: 'target' } } });
    expect(formatReport(own)).toContain('--key');
    expect(formatReport(await verify(folder.data))).not.toContain('--key');
    expect(places(await verify(stranger.data))).toEqual(['ledger/events/verifier.key', 'ledger/events/checkpoint']);
  });
});

describe('verifying finds a bundle, tile or checkpoint', () => {
  const sealedFiles = ['tile/entries/000', 'tile/entries/001', 'tile/entries/002.p/88', 'tile/0/000', 'tile/0/001', 'tile/0/002.p/88', 'tile/1/000.p/2'];
  const oldFiles = ['tile/0/002.p/18', 'tile/entries/002.p/18', 'tile/entries/002.p/38'];

  it.each([...sealedFiles, ...oldFiles, 'checkpoint', 'verifier.key'])('%s with a flipped byte', async (path) => {
    const file = (data: string): string => join(data, 'ledger', 'events', path);
    const { length } = readFileSync(file(folder.data));
    for (let instance = 0; instance < INSTANCES; instance++) {
      const data = folder.copy();
      flip(file(data), random(length - 1));
      const report = await verify(data);
      expect([report.verdict, report.exitCode]).toEqual(['does-not-fit', 1]);
      expect(places(report).some((place) => place.startsWith(`ledger/events/${path}`))).toBe(true);
      rmSync(data, { recursive: true });
    }
  });

  it.each(sealedFiles)('%s that is missing, and nothing else', async (path) => {
    const data = folder.copy();
    rmSync(join(data, 'ledger', 'events', path));
    expect((await verify(data)).findings).toEqual([{ file: `ledger/events/${path}`, what: 'the file is missing' }]);
  });

  it('replaced by an earlier one: what it does not seal is a tail', async () => {
    const data = folder.copy();
    cpSync(join(yesterday, 'ledger', 'events', 'checkpoint'), join(data, 'ledger', 'events', 'checkpoint'));
    expect(await verify(data)).toMatchObject({ verdict: 'unsealed-tail', logs: { events: { unsealedTail: { rows: 50, from: 550 } } } });
  });

  it('that states a size beyond all that is stored, without looking for it for ever', async () => {
    const data = folder.copy();
    const file = join(data, 'ledger', 'events', 'checkpoint');
    const note = readFileSync(file, 'utf8').replace(`\n${SIZE}\n`, '\n9007199254740991\n');
    writeFileSync(file, note);
    expect((await verify(data)).verdict).toBe('does-not-fit');
  });
});

describe('verifying cannot be done', () => {
  it.each(['events.sqlite', 'ledger/events/checkpoint'])('without %s', async (path) => {
    const data = folder.copy();
    rmSync(join(data, path));
    const report = await verify(data);
    expect([report.verdict, report.exitCode]).toEqual(['not-checked', 3]);
    expect(formatReport(report)).toContain('missing');
  });

  it("without any key, but with the caller's alone", async () => {
    const data = folder.copy();
    rmSync(join(data, 'ledger', 'events', 'verifier.key'));
    expect((await verifyFolder(data)).exitCode).toBe(3);
    expect((await verify(data)).exitCode).toBe(0);
  });

  it('of a folder that is none, or a database that is another', async () => {
    expect((await verifyFolder(join(folder.root, 'nowhere'))).exitCode).toBe(3);
    const data = folder.copy();
    byHand(data, (database) => database.exec('ALTER TABLE event RENAME TO happening'));
    expect((await verify(data)).exitCode).toBe(3);
    expect(existsSync(join(data, 'events.sqlite'))).toBe(true);
  });
});
