import { describe, expect, it } from '@jest/globals';
import { deriveKey, deriveUuid, hmac } from './derive.ts';

const secret = Buffer.alloc(32, 7);

describe('what is derived from a secret', () => {
  it('is HMAC-SHA256 as in RFC 4231, case 2', () => {
    expect(hmac(Buffer.from('Jefe'), 'what do ya want for nothing?').toString('hex')).toBe('5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843');
  });

  it('is another key for another use', () => {
    expect(deriveKey(secret, 'one')).toHaveLength(32);
    expect(deriveKey(secret, 'one')).toEqual(deriveKey(secret, 'one'));
    expect(deriveKey(secret, 'one')).not.toEqual(deriveKey(secret, 'other'));
  });

  it('is a UUID of version 8 that never changes between versions of the software', () => {
    expect(deriveUuid(secret, ['event', 'a', '0'])).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(deriveUuid(secret, ['event', 'a', '0'])).toBe('2a917a2e-5e68-893d-9e73-8be9444ad749');
  });

  it('does not let the parts of a UUID run into one another', () => {
    expect(deriveUuid(secret, ['ab', 'c'])).not.toBe(deriveUuid(secret, ['a', 'bc']));
    expect(deriveUuid(secret, ['a","b'])).not.toBe(deriveUuid(secret, ['a', 'b']));
  });
});
