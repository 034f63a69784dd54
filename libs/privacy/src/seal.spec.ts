import { describe, expect, it } from '@jest/globals';
import type { SealedPart } from './keyring.ts';
import { partKey, seal, SealBroken, unseal } from './seal.ts';

const mariasKey = Buffer.alloc(32, 1);
const place = { event: '0199a000-0000-8000-8000-000000000001', type: 'patto.persons.PersonRegistered.v1', subject: 'person-maria', part: 'name' };
const sealedName = (): SealedPart => ({ ...seal(mariasKey, place, 'Maria Rossi'), event: place.event, type: place.type });

/** The same text with one bit of its bytes flipped. */
const flipped = (text: string, bit: number): string => {
  const bytes = Buffer.from(text, 'base64url');
  bytes.writeUInt8(bytes.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
  return bytes.toString('base64url');
};

describe('sealing a part of an event', () => {
  it('gives back what was sealed', () => {
    for (const value of ['Maria', '', { issuer: 'a', subject: 'b' }, [1, null], null, 'è 😀 \u2028', 'x'.repeat(40_000)]) {
      const sealed = { ...seal(mariasKey, place, value), event: place.event, type: place.type };
      expect(unseal(mariasKey, sealed)).toEqual(value);
    }
  });

  it('opens what the first version sealed', () => {
    expect(partKey(mariasKey, place).toString('base64url')).toBe('xbQx8uhg-jMgI4stqGhWIN6OzhWIonQ2JAekuxS2Cqo');
    expect(
      unseal(mariasKey, {
        ...place,
        alg: 'A1',
        iv: '8xN0Z1tlj9HpH6Xd',
        tag: 'bzser2foBS505DGjW2TKKQ',
        commit: 'j31ca8Si-iHebxNk_n7bneNvuQKRGh-hlokpiMlVRS8',
        sealed: 'ZHfYdMnU2Ff7zURhUU0ozgnyz-up4QOQM8ueb4U0Ivo',
      }),
    ).toBe('Maria Rossi');
  });

  it('seals the same content differently each time', () => {
    expect(sealedName().sealed).not.toBe(sealedName().sealed);
    expect(sealedName().iv).not.toBe(sealedName().iv);
  });

  it('tells of a length only in which bucket of 32 bytes it lies', () => {
    const lengths = ['', 'Li', 'Maria', 'M'.repeat(30)].map((name) => Buffer.from(seal(mariasKey, place, name).sealed, 'base64url').length);
    expect(lengths).toEqual([32, 32, 32, 32]);
    expect(Buffer.from(seal(mariasKey, place, 'M'.repeat(31)).sealed, 'base64url')).toHaveLength(64);
  });

  it('refuses every flipped bit', () => {
    const sealed = sealedName();
    for (const member of ['iv', 'tag', 'commit', 'sealed'] as const) {
      for (let bit = 0; bit < Buffer.from(sealed[member], 'base64url').length * 8; bit += 1) {
        expect(() => unseal(mariasKey, { ...sealed, [member]: flipped(sealed[member], bit) })).toThrow(SealBroken);
      }
    }
  });

  it('refuses another writing of the same bytes, and members that are cut, filled up or no text', () => {
    const sealed = sealedName();
    for (const member of ['iv', 'tag', 'commit', 'sealed'] as const) {
      for (const other of [`${sealed[member]}=`, `${sealed[member]} `, sealed[member].slice(0, -2), `${sealed[member]}AAAA`, '', undefined, 7]) {
        expect(() => unseal(mariasKey, { ...sealed, [member]: other } as SealedPart)).toThrow(SealBroken);
      }
    }
    const unused = { A: 'B', Q: 'R', g: 'h', w: 'x' } as Record<string, string>; // The last character of 16 bytes has four bits that say nothing.
    const tag = sealed.tag.slice(0, -1) + unused[sealed.tag.slice(-1)];
    expect(Buffer.from(tag, 'base64url')).toEqual(Buffer.from(sealed.tag, 'base64url'));
    expect(() => unseal(mariasKey, { ...sealed, tag })).toThrow(SealBroken);
  });

  it('refuses a part that was moved to another event, type, subject or member, or says that it was sealed otherwise', () => {
    const sealed = sealedName();
    for (const member of ['event', 'type', 'subject', 'part', 'alg'] as const) {
      expect(() => unseal(mariasKey, { ...sealed, [member]: `${sealed[member]}x` })).toThrow(SealBroken);
    }
  });

  it('refuses another key by its commitment, before anything is decrypted', () => {
    expect(() => unseal(Buffer.alloc(32, 2), sealedName())).toThrow('was sealed with another key');
    const other = seal(Buffer.alloc(32, 2), place, 'Maria Rossi');
    expect(() => unseal(mariasKey, { ...sealedName(), commit: other.commit })).toThrow('was sealed with another key');
    // With the commitment that it wants the other key does not open it either: both have to fit.
    expect(() => unseal(Buffer.alloc(32, 2), { ...sealedName(), commit: other.commit })).toThrow('is not what was sealed');
  });

  it('has a key of its own for each part of each event', () => {
    const keys = [place, { ...place, part: 'taxCode' }, { ...place, event: '0199a000-0000-8000-8000-000000000002' }].map((one) =>
      partKey(mariasKey, one).toString('hex'),
    );
    expect(new Set(keys).size).toBe(3);
  });

  it('does not take what JSON cannot say', () => {
    expect(() => seal(mariasKey, place, undefined)).toThrow(TypeError);
  });
});
