import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { cosignedAt, timedText } from './cosignature.ts';
import { formatCheckpoint } from './checkpoint.ts';
import { loadOrCreateWitnessKey } from './key.ts';
import { COSIGNATURE, COSIGNERS, ML_DSA_44, parseVerifierKey, signaturesIn, type Verifier } from './note.ts';

const folder = mkdtempSync(join(tmpdir(), 'cosignature-'));
afterAll(() => rmSync(folder, { recursive: true }));

const NOON = 1_795_518_000; // seconds of the Unix epoch
const checkpoint = { origin: 'valcurta.example/events', size: 600, root: Buffer.alloc(32, 7) };
const text = formatCheckpoint(checkpoint);

describe.each([
  ['Ed25519', COSIGNATURE],
  ['ML-DSA-44', ML_DSA_44],
] as const)('a cosignature with %s', (algorithm, type) => {
  const file = join(folder, algorithm);
  const key = loadOrCreateWitnessKey(file, 'asl.example', type);
  const verifier = parseVerifierKey(key.verifierKey, COSIGNERS);
  const line = key.cosign(text, NOON);
  const at = (of: string, lines = line, by: Verifier = verifier) => cosignedAt(of, signaturesIn(lines), by);

  it('says when the witness saw the checkpoint, under a key that is the same when it is read again', () => {
    expect(at(text)).toBe(NOON);
    const read = loadOrCreateWitnessKey(file, 'asl.example', type);
    expect(read.verifierKey).toBe(key.verifierKey);
    expect(at(text, read.cosign(text, NOON + 1))).toBe(NOON + 1);
    expect(statSync(file).mode & 0o077).toBe(0);
  });

  it('fits no other size, root, origin or witness', () => {
    for (const other of [{ size: 601 }, { root: Buffer.alloc(32, 8) }, { origin: 'valcurta.example/accesses' }]) {
      expect(at(formatCheckpoint({ ...checkpoint, ...other }))).toBeUndefined();
    }
    const another = loadOrCreateWitnessKey(join(folder, `${algorithm}-other`), 'asl.example', type);
    expect(at(text, line, parseVerifierKey(another.verifierKey, COSIGNERS))).toBeUndefined();
    expect(at(text, line, { ...verifier, key: parseVerifierKey(another.verifierKey, COSIGNERS).key })).toBeUndefined();
  });

  it('is refused where any one byte of its time or signature was flipped', () => {
    const [signature] = signaturesIn(line);
    const bytes = signature?.signature ?? Buffer.alloc(0);
    expect(bytes.length).toBe(8 + (type === ML_DSA_44 ? 2_420 : 64));
    for (let place = 0; place < bytes.length; place += type === ML_DSA_44 ? 61 : 1) {
      const flipped = Buffer.from(bytes);
      flipped[place] = (flipped[place] ?? 0) ^ 1;
      expect(cosignedAt(text, [{ name: 'asl.example', id: verifier.id, signature: flipped }], verifier)).toBeUndefined();
    }
  });
});

describe('the key of ML-DSA-44', () => {
  it('signs the subtree of all entries, with the names of both and the time, in the bytes of the format', () => {
    const signed = timedText(text, 1, { name: 'w', type: ML_DSA_44 });
    const hex = [
      Buffer.from('subtree/v1\n\0').toString('hex'),
      `01${Buffer.from('w').toString('hex')}`,
      '0000000000000001',
      `17${Buffer.from('valcurta.example/events').toString('hex')}`,
      '0000000000000000',
      '0000000000000258',
      '07'.repeat(32),
    ].join('');
    expect(signed.toString('hex')).toBe(hex);
  });

  it('is taken for no key of a log', () => {
    const { verifierKey } = loadOrCreateWitnessKey(join(folder, 'ML-DSA-44'), 'asl.example', ML_DSA_44);
    expect(() => parseVerifierKey(verifierKey)).toThrow('Not a verifier key of type 1');
  });
});
