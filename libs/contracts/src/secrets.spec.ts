import { describe, expect, it } from '@jest/globals';
import { plainSecret, secretFrom, writtenSecret } from './secrets.ts';

describe('a one-time secret', () => {
  const secret = secretFrom('0f8fad5b-d9cb-869f-a165-70867728950e');

  it('is sixteen characters of which none is read as another, and the same from the same uuid', () => {
    expect(secret).toMatch(/^[0-9A-HJKMNP-TV-Z]{16}$/);
    expect(secretFrom('0f8fad5b-d9cb-869f-a165-70867728950e')).toBe(secret);
  });

  it('changes with every digit of the uuid that is chance, within its eighty bits', () => {
    expect(secretFrom('0f8fad5b-d9cb-869f-a165-70867728950f')).not.toBe(secret);
    expect(secretFrom('0f8fad5b-d9cb-869f-a065-70867728950e')).not.toBe(secret);
  });

  it('is known again however it is typed', () => {
    const written = writtenSecret(secret);
    expect(written).toMatch(/^.{4}-.{4}-.{4}-.{4}$/);
    for (const typed of [written, secret, written.toLowerCase(), written.replaceAll('-', ' ')]) expect(plainSecret(typed)).toBe(secret);
    expect(plainSecret('O0I1-L1AA-AAAA-AAAA')).toBe('001111AAAAAAAAAA');
  });

  it('is not read out of anything else', () => {
    for (const text of ['', 'K7QF-3M2X-9ZT0', `${writtenSecret(secret)}-0000`, 'eyJh.bGci.OiJF', 'K7QF_3M2X_9ZT0_AB4D'])
      expect(plainSecret(text)).toBeUndefined();
  });
});
