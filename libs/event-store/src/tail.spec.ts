import { describe, expect, it } from '@jest/globals';
import { Recorded } from './log.ts';
import { Tail } from './tail.ts';

const PLAN = 'plan-00000000-0000-4000-8000-000000000001';
const event = (position: number, body = '{}') => new Recorded(position, PLAN, position + 1, position % 2 === 0 ? 'even' : 'odd', 0, body, 0);
const events = (from: number, count: number, body?: string) => Array.from({ length: count }, (_, at) => event(from + at, body));
const any = () => true;

describe('the tail of the log', () => {
  it('hands the same events to all who ask', () => {
    const tail = new Tail();
    const committed = events(7, 3);
    tail.add(committed);
    for (const page of [tail.page(any, 6, 9, 10), tail.page(any, 6, 9, 10)]) {
      expect(page?.through).toBe(9);
      page?.events.forEach((one, at) => {
        expect(one).toBe(committed[at]);
      });
    }
  });

  it('says how far it looked: to the end, or to the last that the page has room for', () => {
    const tail = new Tail();
    tail.add(events(0, 10));
    const isOdd = ({ type }: Recorded) => type === 'odd';
    expect(tail.page(isOdd, -1, 9, 10)).toMatchObject({ events: [1, 3, 5, 7, 9].map((position) => ({ position })), through: 9 });
    expect(tail.page(isOdd, -1, 9, 2)).toMatchObject({ events: [{ position: 1 }, { position: 3 }], through: 3 });
    expect(tail.page(isOdd, 3, 4, 2)).toEqual({ events: [], through: 4 });
  });

  it('has nothing to say of what came before it, nor after it was cleared', () => {
    const tail = new Tail();
    expect(tail.page(any, -1, 4, 10)).toBeUndefined();
    tail.add(events(5, 5));
    expect(tail.page(any, 3, 9, 10)).toBeUndefined();
    expect(tail.page(any, 4, 9, 10)?.events).toHaveLength(5);
    tail.clear();
    expect(tail.page(any, 4, 9, 10)).toBeUndefined();
  });

  it.each([
    ['events', 20_000, '{}', 4_096],
    ['text', 300, 'x'.repeat(65_535), 128],
  ])('keeps so many %s and lets go of the oldest', (_, count, body, kept) => {
    const tail = new Tail();
    for (const one of events(0, count, body)) tail.add([one]);
    const last = count - 1;
    expect(tail.page(any, last - kept, last, count)?.events).toHaveLength(kept);
    expect(tail.page(any, last - 2 * kept - 2, last, count)).toBeUndefined();
  });
});
