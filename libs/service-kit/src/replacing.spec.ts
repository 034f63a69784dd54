import { describe, expect, it } from '@jest/globals';
import { replacing } from './replacing.ts';

const secret = { sealed: true };
const shown = (found: object) => ('sealed' in found ? 'opened' : found);

describe('replacing objects in an answer', () => {
  it('finds them wherever they are', () => {
    expect(replacing(secret, shown)).toBe('opened');
    expect(replacing({ a: [1, secret, { b: secret }], c: null, d: 'x' }, shown)).toEqual({ a: [1, 'opened', { b: 'opened' }], c: null, d: 'x' });
    expect(replacing([], shown)).toEqual([]);
  });

  it('copies what holds one and nothing else, and changes nothing in place', () => {
    const answer = { kept: { deep: [1, 2] }, changed: [secret] };
    const now = replacing(answer, shown) as typeof answer;
    expect(now).not.toBe(answer);
    expect(now.kept).toBe(answer.kept);
    expect(answer.changed).toEqual([secret]);
    expect(replacing(answer.kept, shown)).toBe(answer.kept);
  });
});
