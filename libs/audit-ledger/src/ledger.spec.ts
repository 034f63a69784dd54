import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { openCheckpoint } from './checkpoint.ts';
import { leafHash } from './hashing.ts';
import { loadOrCreateLedgerKey } from './key.ts';
import { type Ledger, openLedger } from './ledger.ts';
import { provesConsistency, provesInclusion } from './proofs.ts';
import { LedgerRefused } from './recovery.ts';

const origin = 'patto.example/events';
const root = mkdtempSync(join(tmpdir(), 'ledger-'));
const key = loadOrCreateLedgerKey(join(root, 'events.key'), origin);
afterAll(() => rmSync(root, { recursive: true }));

let places = 0;
const place = (): string => join(root, String(places++), 'ledger', 'events');
const open = (folder: string): Promise<Ledger> => openLedger({ folder, origin, key });
const entry = (index: number): Buffer => Buffer.from(`{"event":${index},"words":"${'è'.repeat(index % 40)}"}`);

/** Brings the log up to `size`, the way a sealer does: from where the ledger is. */
const sealTo = async (ledger: Ledger, size: number): Promise<string> => {
  while (ledger.size < size) {
    await ledger.append(Array.from({ length: Math.min(256, size - ledger.size) }, (_, n) => entry(ledger.size + n)));
  }
  return ledger.sign();
};

/** A folder in which each of these sizes was signed. */
const sealed = async (...sizes: number[]): Promise<string> => {
  const folder = place();
  const ledger = await open(folder);
  for (const size of sizes) await sealTo(ledger, size);
  await ledger.close();
  return folder;
};

const filesIn = (folder: string): string[] =>
  readdirSync(dirname(folder), { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile())
    .map((file) => join(file.parentPath, file.name).slice(dirname(folder).length + 1))
    .sort();

const contents = (folder: string): Record<string, string> =>
  Object.fromEntries(filesIn(folder).map((file) => [file, readFileSync(join(dirname(folder), file), 'latin1')]));

const copyOf = (folder: string): string => {
  const copy = place();
  cpSync(dirname(folder), dirname(copy), { recursive: true });
  return copy;
};

describe('the ledger', () => {
  it('lies on disk as it is served, with the sealer\'s state beside it', async () => {
    expect(filesIn(await sealed(3, 258))).toEqual([
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
    const partials = filesIn(await sealed(3, 9, 200)).filter((file) => file.includes('.p/'));
    expect(partials).toEqual(['0', 'entries'].flatMap((level) => [200, 3, 9].map((width) => `events/tile/${level}/000.p/${width}`)));
  });

  it.each([0, 1, 255, 256, 257, 511, 512, 65_535, 65_536, 65_537])('publishes and reopens a log of %d entries', async (size) => {
    const folder = await sealed(size);
    const ledger = await open(folder);
    const { root: published, ...checkpoint } = openCheckpoint(readFileSync(join(folder, 'checkpoint'), 'utf8'), origin, key.verifier);
    expect(checkpoint).toEqual({ origin, size });
    expect(ledger.root()).toEqual(published);
    expect([ledger.size, ledger.signedSize]).toEqual([size, size]);
    await ledger.close();
  });

  it('comes to the same files however it was fed', async () => {
    const atOnce = contents(await sealed(600));
    const folder = place();
    for (const size of [1, 2, 255, 256, 300, 512, 600]) {
      const ledger = await open(folder);
      await sealTo(ledger, size);
      await ledger.close();
    }
    const reopened = contents(folder);
    for (const [file, bytes] of Object.entries(atOnce)) expect([file, reopened[file]]).toEqual([file, bytes]);
  });

  it('proves entries and growth from its tiles', async () => {
    const ledger = await open(place());
    const sizes = [1, 200, 256, 300, 700];
    const roots = new Map<number, Buffer>();
    for (const size of sizes) {
      await sealTo(ledger, size);
      roots.set(size, ledger.root());
    }
    for (const size of sizes) {
      const under = roots.get(size) as Buffer;
      for (const index of [0, size >> 1, size - 1]) {
        expect(provesInclusion(leafHash(entry(index)), index, size, await ledger.inclusionProof(index, size), under)).toBe(true);
      }
      expect(provesConsistency(size, under, 700, ledger.root(), await ledger.consistencyProof(size, 700))).toBe(true);
    }
    await expect(ledger.inclusionProof(700, 701)).rejects.toThrow(RangeError);
    await expect(ledger.consistencyProof(0, 700)).rejects.toThrow(RangeError);
    await ledger.close();
  });

  it('takes an entry of 65,535 bytes and refuses a longer one before anything is written', async () => {
    const ledger = await open(place());
    await expect(ledger.append([entry(0), Buffer.alloc(65_536)])).rejects.toThrow(RangeError);
    expect(ledger.size).toBe(0);
    await ledger.append([Buffer.alloc(65_535)]);
    await ledger.sign();
    expect(ledger.signedSize).toBe(1);
    await ledger.close();
  });
});

describe('after a crash', () => {
  /** The order in which a batch is written. */
  const order = (file: string): number => ['entries', 'tile', 'head', 'checkpoint'].findIndex((kind) => file.includes(kind));

  it.each([
    [0, 5],
    [5, 9],
    [200, 258],
    [255, 256],
    [256, 600],
    [500, 1_100],
  ])('between any two writes of the batch from %d to %d it goes on as if there had been none', async (from, to) => {
    const before = await sealed(from);
    const after = await sealed(from, to);
    const whole = contents(await sealed(to + 300));
    const written = filesIn(after)
      .filter((file) => contents(before)[file] !== contents(after)[file])
      .sort((one, other) => order(one) - order(other));
    let crashes = 0;
    for (let cut = 0; cut <= written.length; cut++) {
      for (const torn of [false, true]) {
        const folder = copyOf(before);
        for (const [index, file] of written.slice(0, cut).entries()) {
          // What is replaced by renaming is whole or absent; a tile may be half written.
          const half = torn && index === cut - 1 && order(file) < 2;
          const bytes = readFileSync(join(dirname(after), file));
          mkdirSync(dirname(join(dirname(folder), file)), { recursive: true });
          writeFileSync(join(dirname(folder), file), half ? bytes.subarray(0, bytes.length >> 1) : bytes);
        }
        const ledger = await open(folder);
        expect([from, to]).toContain(ledger.size);
        await sealTo(ledger, to + 300);
        await ledger.close();
        const now = contents(folder);
        for (const [file, bytes] of Object.entries(whole)) expect([cut, file, now[file]]).toEqual([cut, file, bytes]);
        for (const file of Object.keys(now).filter((name) => !(name in whole))) expect(file).toMatch(/\.p\/\d+$/);
        crashes += 1;
      }
    }
    expect(crashes).toBe(2 * (written.length + 1));
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
      const good = await sealed(300);
      await expect(open(copyOf(good)).then((ledger) => ledger.close())).resolves.toBeUndefined();
      const changed = copyOf(good);
      flip(join(dirname(changed), file));
      await expect(open(changed)).rejects.toThrow(LedgerRefused);
      const missing = copyOf(good);
      rmSync(join(dirname(missing), file));
      // Without its checkpoint or verifier key, both of which follow from the rest, it is whole again.
      const follows = file === 'events/checkpoint' || file === 'events/verifier.key';
      if (follows) await open(missing).then((ledger) => ledger.sign());
      else await expect(open(missing)).rejects.toThrow(LedgerRefused);
      expect(existsSync(join(dirname(missing), file))).toBe(follows);
    },
  );

  it('where the head was restored from yesterday, for it has signed more since', async () => {
    const folder = await sealed(300);
    cpSync(`${await sealed(200)}.head`, `${folder}.head`);
    await expect(open(folder)).rejects.toThrow('behind the checkpoint');
  });

  it('where the stored bytes changed between append and signature', async () => {
    const folder = await sealed(10);
    const ledger = await open(folder);
    await ledger.append(Array.from({ length: 250 }, (_, n) => entry(10 + n)));
    flip(join(folder, 'tile/entries/000'));
    await expect(ledger.sign()).rejects.toThrow();
    await expect(ledger.append([entry(260)])).rejects.toThrow('has stopped');
    expect(openCheckpoint(readFileSync(join(folder, 'checkpoint'), 'utf8'), origin, key.verifier).size).toBe(10);
  });

  it('where another process has signed in the meantime', async () => {
    const folder = await sealed(10);
    const [one, other] = [await open(folder), await open(folder)];
    await sealTo(one, 20);
    await other.append([Buffer.from('a fork')]);
    await expect(other.sign()).rejects.toThrow('Another process');
  });

  it('under the key of another log', async () => {
    const folder = await sealed(10);
    const stranger = loadOrCreateLedgerKey(join(root, 'stranger.key'), origin);
    await expect(openLedger({ folder, origin, key: stranger })).rejects.toThrow(LedgerRefused);
    await expect(openLedger({ folder, origin: 'patto.example/accesses', key })).rejects.toThrow(LedgerRefused);
  });
});
