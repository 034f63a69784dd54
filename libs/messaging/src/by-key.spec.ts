import { describe, expect, it } from '@jest/globals';
import type { Message } from './bus.ts';
import { handleByKey } from './by-key.ts';

const message = (key: string, position: number): Message => ({ id: `${position}`, key, type: 'Knocked', position, headers: {}, body: '{}' });
const messages = [message('front', 0), message('back', 1), message('front', 2), message('back', 3), message('front', 4)];

describe('handling messages by key', () => {
  it('lets those of other keys go by while one takes its time, and keeps the order of each key', async () => {
    const done: number[] = [];
    const backDone = Promise.withResolvers<void>();
    const handled = await handleByKey(messages, async ({ position }) => {
      if (position === 0) await backDone.promise;
      done.push(position);
      if (position === 3) backDone.resolve();
      return true;
    });
    expect([handled, done]).toEqual([5, [1, 3, 0, 2, 4]]);
  });

  it('handles nothing of a key after what was left, and counts up to the first that was', async () => {
    const tried: number[] = [];
    const handled = await handleByKey(messages, async ({ position }) => {
      tried.push(position);
      return position !== 2;
    });
    expect(handled).toBe(2);
    expect(tried.toSorted()).toEqual([0, 1, 2, 3]);
  });

  it('has handled none of none', async () => {
    expect(await handleByKey([], async () => false)).toBe(0);
  });
});
