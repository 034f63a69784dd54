import { describe, expect, it } from '@jest/globals';
import { Counter, hashLeaf } from './merkle.ts';
import { readCheckpoint, readVerifierKey, signatureFault } from './signed-checkpoint.ts';

const KEY = 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k';
const LINE = '— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=';

describe('the verifier, which shares no code with the ledger,', () => {
  const key = readVerifierKey(KEY);
  const note = { origin: 'example.com/foo', size: 0, root: Buffer.alloc(32), text: 'This is an example message.\n', signatures: [LINE] };

  it('accepts the example of the signed-note format, and nothing near it', () => {
    expect(key && signatureFault(note, key)).toBeUndefined();
    expect(key && signatureFault({ ...note, text: 'This is an example message!\n' }, key)).toContain('does not fit');
    expect(key && signatureFault({ ...note, signatures: [] }, key)).toContain('has not signed');
    expect(key && signatureFault({ ...note, origin: 'example.com/bar' }, key)).toContain('example.com/bar');
    expect(readVerifierKey(KEY.replace('530d', '530e'))).toBeUndefined();
  });

  it('has the root of the test vector of certificate transparency', () => {
    const counter = new Counter(() => undefined);
    const leaves = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
    expect(counter.root().toString('hex')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    for (const leaf of leaves) counter.add(hashLeaf(Buffer.from(leaf, 'hex')));
    expect(counter.root().toString('hex')).toBe('5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328');
  });

  it.each(['', 'a\n1\n\n\n', `a\n01\n${'A'.repeat(43)}=\n\n${LINE}\n`, `a\n1\n${'A'.repeat(42)}B=\n\n${LINE}\n`, `a\n1\n${'A'.repeat(43)}=\n\n${LINE}`])(
    'takes %j for no checkpoint',
    (text) => {
      expect(readCheckpoint(`a\n1\n${'A'.repeat(43)}=\n\n${LINE}\n`)).toMatchObject({ origin: 'a', size: 1 });
      expect(readCheckpoint(text)).toBeUndefined();
    },
  );
});
