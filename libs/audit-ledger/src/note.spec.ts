import { mkdtempSync, rmSync, statSync, chmodSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { loadOrCreateLedgerKey } from './key.ts';
import { openNote, parseVerifierKey, UnverifiedNote } from './note.ts';

const folder = mkdtempSync(join(tmpdir(), 'ledger-key-'));
afterAll(() => rmSync(folder, { recursive: true }));

const text = 'This is an example message.\n';
const verifierKey = 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k';
const line = '— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n';
const note = `${text}\n${line}`;
const foo = parseVerifierKey(verifierKey);
const another = loadOrCreateLedgerKey(join(folder, 'another'), 'example.com/another');

describe('a signed note', () => {
  it('opens with the key that signed it: the example of the format', () => {
    expect(openNote(note, [foo])).toBe(text);
  });

  it('may hold signatures of keys that nobody here knows', () => {
    const both = `${note}${another.sign(text).split('\n\n')[1]}`;
    expect(openNote(both, [foo])).toBe(text);
    expect(openNote(both, [another.verifier])).toBe(text);
  });

  it('is split at its last empty line', () => {
    const letter = 'Dear Maria,\n\nall is well.\n';
    expect(openNote(another.sign(letter), [another.verifier])).toBe(letter);
  });

  it.each([
    ['its text was changed', note.replace('example', 'eXample')],
    ['no known key signed it', another.sign(text)],
    ['a known key signed something else', `${text}\n${line.replace('IneyaQM=', 'IneyaQI=')}`],
    ['its base64 has bits that mean nothing', note.replace('aQM=', 'aQN=')],
    ['it has no signature', `${text}\n`],
    ['it does not end in a newline', note.slice(0, -1)],
    ['a hyphen stands for the dash', note.replace('—', '-')],
  ])('is refused where %s', (_, forged) => {
    expect(() => openNote(forged, [foo])).toThrow(UnverifiedNote);
  });
});

describe('a verifier key', () => {
  it('is refused where its id does not fit the key', () => {
    expect(() => parseVerifierKey(verifierKey.replace('530d903a', '530d903b'))).toThrow('does not fit');
  });

  it('may have plus signs in its base64', () => {
    const keys = Array.from({ length: 40 }, (_, n) => loadOrCreateLedgerKey(join(folder, `plus-${n}`), 'example.com/log'));
    const plus = keys.filter(({ verifierKey: key }) => key.split('+').length > 3);
    expect(plus.length).toBeGreaterThan(0);
    for (const key of plus) expect(parseVerifierKey(key.verifierKey).id).toEqual(key.verifier.id);
  });
});

describe('the key of a ledger', () => {
  const file = join(folder, 'keys', 'events.key');

  it('is made once, for its owner alone, and is the same when it is read again', () => {
    const made = loadOrCreateLedgerKey(file, 'example.com/log');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const read = loadOrCreateLedgerKey(file, 'example.com/log');
    expect(read.verifierKey).toBe(made.verifierKey);
    expect(read.sign(text)).toBe(made.sign(text));
    expect(openNote(read.sign(text), [made.verifier])).toBe(text);
  });

  it('is refused under another name, where others can read it, and where it is damaged', () => {
    expect(() => loadOrCreateLedgerKey(file, 'example.com/renamed')).toThrow('belongs to example.com/log');
    chmodSync(file, 0o644);
    expect(() => loadOrCreateLedgerKey(file, 'example.com/log')).toThrow('chmod 600');
    writeFileSync(join(folder, 'damaged'), 'PRIVATE+KEY+example.com/log+00000000+AAAA\n', { mode: 0o600 });
    expect(() => loadOrCreateLedgerKey(join(folder, 'damaged'), 'example.com/log')).toThrow('does not hold');
  });
});
