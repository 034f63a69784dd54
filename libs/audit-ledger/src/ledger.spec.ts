import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { openCheckpoint } from './checkpoint.ts';
import { leafHash } from './hashing.ts';
import { provesConsistency, provesInclusion } from './proofs.ts';
import { contents, entry, filesIn, ORIGIN, SealedFolders, sealTo } from './testing/sealed-folders.ts';

const folders = new SealedFolders();
afterAll(() => folders.remove());

describe('the ledger', () => {
  it("lies on disk as it is served, with the sealer's state beside it", async () => {
    expect(filesIn(await folders.sealed(3, 258))).toEqual([
      'events.head',
      'events/checkpoint',
      'events/tile/0/000',
      'events/tile/0/001.p/2',
      'events/tile/1/000.p/1',
      'events/tile/entries/000',
      'events/tile/entries/001.p/2',
      'events/verifier.key',
    ]);
  });

  it('keeps a partial tile for every published size until the full one exists', async () => {
    const partials = filesIn(await folders.sealed(3, 9, 200)).filter((file) => file.includes('.p/'));
    expect(partials).toEqual(['0', 'entries'].flatMap((level) => [200, 3, 9].map((width) => `events/tile/${level}/000.p/${width}`)));
  });

  it.each([0, 1, 255, 256, 257, 511, 512, 65_535, 65_536, 65_537])('publishes and reopens a log of %d entries', async (size) => {
    const folder = await folders.sealed(size);
    const ledger = await folders.open(folder);
    const { root: published, ...checkpoint } = openCheckpoint(readFileSync(join(folder, 'checkpoint'), 'utf8'), ORIGIN, folders.key.verifier);
    expect(checkpoint).toEqual({ origin: ORIGIN, size });
    expect(ledger.root()).toEqual(published);
    expect([ledger.size, ledger.signedSize]).toEqual([size, size]);
    await ledger.close();
  });

  it('comes to the same files however it was fed', async () => {
    const atOnce = contents(await folders.sealed(600));
    const folder = folders.place();
    for (const size of [1, 2, 255, 256, 300, 512, 600]) {
      const ledger = await folders.open(folder);
      await sealTo(ledger, size);
      await ledger.close();
    }
    const reopened = contents(folder);
    for (const [file, bytes] of Object.entries(atOnce)) expect([file, reopened[file]]).toEqual([file, bytes]);
  });

  it('proves entries and growth from its tiles', async () => {
    const ledger = await folders.open(folders.place());
    const sizes = [1, 200, 256, 300, 700];
    const roots = new Map<number, Buffer>();
    for (const size of sizes) {
      await sealTo(ledger, size);
      roots.set(size, ledger.root());
    }
    for (const size of sizes) {
      const under = roots.get(size) as Buffer;
      for (const index of [0, size >> 1, size - 1]) {
        expect(provesInclusion(leafHash(entry(index)), index, size, await ledger.proofs.inclusion(index, size), under)).toBe(true);
      }
      expect(provesConsistency(size, under, 700, ledger.root(), await ledger.proofs.consistency(size, 700))).toBe(true);
    }
    await expect(ledger.proofs.inclusion(700, 701)).rejects.toThrow(RangeError);
    await expect(ledger.proofs.consistency(0, 700)).rejects.toThrow(RangeError);
    await ledger.close();
  });

  it('gives back each sealed entry, and none that is not sealed', async () => {
    const ledger = await folders.open(await folders.sealed(100, 300));
    await ledger.append([entry(300)]);
    for (const index of [0, 99, 255, 256, 299]) expect(await ledger.entry(index)).toEqual(entry(index));
    await expect(ledger.entry(300)).rejects.toThrow(RangeError);
    await ledger.close();
  });

  it('takes an entry of 65,535 bytes and refuses a longer one before anything is written', async () => {
    const ledger = await folders.open(folders.place());
    await expect(ledger.append([entry(0), Buffer.alloc(65_536)])).rejects.toThrow(RangeError);
    expect(ledger.size).toBe(0);
    await ledger.append([Buffer.alloc(65_535)]);
    await ledger.sign();
    expect(ledger.signedSize).toBe(1);
    await ledger.close();
  });
});
