import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { formatProof, loadOrCreateLedgerKey, openLedger } from '@patto/audit-ledger';
import { goBuilds } from './go-builds.ts';

const SIZE = 70_000; // Three levels of tiles.
const BEFORE = 300;
const PROVED = 65_537;
const BUILD_MS = 120_000; // The first build compiles Go's own library.

/** The program on Go's packages, built here; undefined where this machine has no Go or cannot get the package. */
const built = (folder: string): string | undefined => {
  const program = join(folder, 'cross-check');
  return goBuilds('.', program, "the ledger against Go's sumdb/note and tlog, torchwood and Tessera's fsck") ? program : undefined;
};

describe("Go's own packages for signed notes and transparency logs, torchwood and Tessera's fsck", () => {
  const folder = mkdtempSync(join(tmpdir(), 'cross-check-'));
  const place = join(folder, 'ledger', 'events');
  const key = loadOrCreateLedgerKey(join(folder, 'key'), 'valcurta.example/events');
  let program: string | undefined;
  const check = () => {
    const args = [place, key.verifierKey, join(folder, 'event.tlog-proof'), join(folder, 'growth'), String(BEFORE)];
    return execFileSync(program as string, args, { encoding: 'utf8', stdio: 'pipe' });
  };

  beforeAll(async () => {
    program = built(folder);
    const ledger = await openLedger({ folder: place, origin: key.name, key });
    for (const size of [BEFORE, SIZE]) {
      await ledger.append(Array.from({ length: size - ledger.size }, (_, n) => Buffer.from(`event ${ledger.size + n}`)));
      await ledger.sign();
    }
    const hashes = await ledger.proofs.inclusion(PROVED, SIZE);
    writeFileSync(join(folder, 'event.tlog-proof'), formatProof({ index: PROVED, hashes, note: ledger.note as string }));
    writeFileSync(join(folder, 'growth'), (await ledger.proofs.consistency(BEFORE, SIZE)).map((hash) => hash.toString('base64')).join('\n'));
    await ledger.close();
  }, BUILD_MS);
  afterAll(() => rmSync(folder, { recursive: true }));

  it('find that signature, root, tiles, the proof of an entry and the proof of growth fit', () => {
    if (!program) return;
    expect(check()).toBe('the signature fits\nthe root fits\nthe tiles fit\nthe proof fits\nthe growth fits\nit fits by torchwood\nit fits by Tessera\n');
  });

  it.each(['ledger/events/tile/entries/001', 'ledger/events/tile/0/001', 'ledger/events/tile/1/000', 'event.tlog-proof', 'growth'])(
    'find that %s was changed',
    (name) => {
      if (!program) return;
      const file = join(folder, name);
      const bytes = readFileSync(file);
      const at = name === 'event.tlog-proof' ? 60 : 20;
      writeFileSync(file, Buffer.concat([bytes.subarray(0, at), Buffer.of(bytes[at] === 65 ? 66 : 65), bytes.subarray(at + 1)]));
      expect(check).toThrow();
      writeFileSync(file, bytes);
    },
  );
});
