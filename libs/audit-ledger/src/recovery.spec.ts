import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { openCheckpoint } from './checkpoint.ts';
import { loadOrCreateLedgerKey } from './key.ts';
import { openLedger } from './ledger.ts';
import { LedgerRefused } from './refused.ts';
import { contents, entry, filesIn, ORIGIN, SealedFolders, sealTo } from './testing/sealed-folders.ts';

const folders = new SealedFolders();
afterAll(() => folders.remove());

describe('after a crash', () => {
  /** The order in which a batch is written. */
  const order = (file: string): number => ['entries', 'tile', 'head', 'checkpoint'].findIndex((kind) => file.includes(kind));

  /** A copy of `before` in which the first of what a batch wrote has come to the disk, the last of it perhaps only in half. */
  const cutOff = (before: string, after: string, written: readonly string[], torn: boolean): string => {
    const folder = folders.copyOf(before);
    for (const [index, file] of written.entries()) {
      // What is replaced by renaming is whole or absent; a tile may be half written.
      const half = torn && index === written.length - 1 && order(file) < 2;
      const bytes = readFileSync(join(dirname(after), file));
      mkdirSync(dirname(join(dirname(folder), file)), { recursive: true });
      writeFileSync(join(dirname(folder), file), half ? bytes.subarray(0, bytes.length >> 1) : bytes);
    }
    return folder;
  };

  it.each([
    [0, 5],
    [5, 9],
    [200, 258],
    [255, 256],
    [256, 600],
    [500, 1_100],
  ])('between any two writes of the batch from %d to %d it goes on as if there had been none', async (from, to) => {
    const before = await folders.sealed(from);
    const after = await folders.sealed(from, to);
    const whole = contents(await folders.sealed(to + 300));
    const [then, now] = [contents(before), contents(after)];
    const written = filesIn(after)
      .filter((file) => then[file] !== now[file])
      .sort((one, other) => order(one) - order(other));
    expect(written.map(order)).toEqual(expect.arrayContaining([0, 1, 2, 3]));
    const crashes = Array.from({ length: 2 * (written.length + 1) }, (_, n) => cutOff(before, after, written.slice(0, n >> 1), n % 2 === 1));
    for (const folder of crashes) {
      const ledger = await folders.open(folder);
      expect([from, to]).toContain(ledger.size);
      await sealTo(ledger, to + 300);
      await ledger.close();
      const recovered = contents(folder);
      expect(Object.keys(whole).filter((file) => recovered[file] !== whole[file])).toEqual([]);
      for (const file of Object.keys(recovered).filter((name) => !(name in whole))) expect(file).toMatch(/\.p\/\d+$/);
    }
  });
});

describe('the ledger goes no further', () => {
  const flip = (file: string): void => {
    const bytes = readFileSync(file);
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
    writeFileSync(file, bytes);
  };

  it.each(['events/checkpoint', 'events/tile/0/001.p/44', 'events/tile/1/000.p/1', 'events/tile/entries/001.p/44', 'events.head', 'events/verifier.key'])(
    'where %s was changed or is missing',
    async (file) => {
      const good = await folders.sealed(300);
      await expect(folders.open(folders.copyOf(good)).then((ledger) => ledger.close())).resolves.toBeUndefined();
      const changed = folders.copyOf(good);
      flip(join(dirname(changed), file));
      await expect(folders.open(changed)).rejects.toThrow(LedgerRefused);
      const missing = folders.copyOf(good);
      rmSync(join(dirname(missing), file));
      // Without its checkpoint or verifier key, both of which follow from the rest, it is whole again.
      const follows = file === 'events/checkpoint' || file === 'events/verifier.key';
      if (follows) await folders.open(missing).then((ledger) => ledger.sign());
      else await expect(folders.open(missing)).rejects.toThrow(LedgerRefused);
      expect(existsSync(join(dirname(missing), file))).toBe(follows);
    },
  );

  it('where the head was restored from yesterday, for it has signed more since', async () => {
    const folder = await folders.sealed(300);
    cpSync(`${await folders.sealed(200)}.head`, `${folder}.head`);
    await expect(folders.open(folder)).rejects.toThrow('behind the checkpoint');
  });

  it('where the stored bytes changed between append and signature', async () => {
    const folder = await folders.sealed(10);
    const ledger = await folders.open(folder);
    await ledger.append(Array.from({ length: 250 }, (_, n) => entry(10 + n)));
    flip(join(folder, 'tile/entries/000'));
    await expect(ledger.sign()).rejects.toThrow();
    await expect(ledger.append([entry(260)])).rejects.toThrow('has stopped');
    expect(openCheckpoint(readFileSync(join(folder, 'checkpoint'), 'utf8'), ORIGIN, folders.key.verifier).size).toBe(10);
  });

  it('where another process seals it, until that one has ended', async () => {
    const folder = await folders.sealed(10);
    const one = await folders.open(folder);
    await expect(folders.open(folder)).rejects.toThrow('Another process');
    await sealTo(one, 20);
    await one.close();
    const other = await folders.open(folder);
    expect(other.size).toBe(20);
    await other.close();
  });

  it('where another one has signed although it holds the lease, as on a file system whose locks do not hold', async () => {
    const folder = await folders.sealed(10);
    const one = await folders.open(folder);
    rmSync(`${folder}.lease`);
    const other = await folders.open(folder);
    await sealTo(other, 20);
    await one.append([Buffer.from('a fork')]);
    await expect(one.sign()).rejects.toThrow('Another process');
    await other.close();
    await one.close();
    expect(openCheckpoint(readFileSync(join(folder, 'checkpoint'), 'utf8'), ORIGIN, folders.key.verifier).size).toBe(20);
  });

  it('under the key of another log', async () => {
    const folder = await folders.sealed(10);
    const stranger = loadOrCreateLedgerKey(join(folders.root, 'stranger.key'), ORIGIN);
    await expect(openLedger({ folder, origin: ORIGIN, key: stranger })).rejects.toThrow(LedgerRefused);
    await expect(openLedger({ folder, origin: 'patto.example/accesses', key: folders.key })).rejects.toThrow(LedgerRefused);
  });
});
