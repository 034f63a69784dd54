import { describe, expect, it } from '@jest/globals';
import { getEventListeners } from 'node:events';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Page } from '../log.ts';
import { all, following, newStream, type OpenLog, positions, upTo, write } from './examples.ts';
import { eachWithItsOwn } from './opened.ts';

/** What is promised to those who follow the log. */
export const subscribing = (open: OpenLog): void => {
  describe('subscribing', () => {
    const its = eachWithItsOwn(open);

    it('catches up and goes on live without a gap', async () => {
      const stop = new AbortController();
      await write(its.log, newStream('plan'), 0, { count: 5 });
      const followed = following(its.log.subscribe({ pageSize: 2 }, stop.signal));
      for (const _ of upTo(5)) {
        await nextTurn();
        await write(its.log, newStream('plan'), 0);
      }
      expect(positions(await followed.until(await its.log.head(), stop))).toEqual(upTo(10));
    });

    it('begins after the position that was asked for', async () => {
      const stop = new AbortController();
      await write(its.log, newStream('plan'), 0, { count: 5 });
      const followed = following(its.log.subscribe({ after: 2 }, stop.signal));
      expect(positions(await followed.until(await its.log.head(), stop))).toEqual([3, 4]);
    });

    it('begins beyond the end where that was asked for, and an event at a time', async () => {
      const stop = new AbortController();
      await write(its.log, newStream('plan'), 0, { count: 2 });
      const followed = following(its.log.subscribe({ after: 3, pageSize: 1 }, stop.signal));
      for (const _ of upTo(5)) await write(its.log, newStream('plan'), 0);
      expect(positions(await followed.until(await its.log.head(), stop))).toEqual([4, 5, 6]);
    });

    it('moves on over what the filter leaves out', async () => {
      const stop = new AbortController();
      const followed = following(its.log.subscribe({ categories: ['need'], types: ['patto.persons.NeedTold.v1'] }, stop.signal));
      await write(its.log, newStream('plan'), 0, { count: 2 });
      await write(its.log, newStream('need'), 0, { type: 'patto.persons.NeedTold.v1' });
      await write(its.log, newStream('need'), 0, { count: 2 });
      await write(its.log, newStream('plan'), 0);
      expect(positions(await followed.until(await its.log.head(), stop))).toEqual([2]);
    });

    it('gives pages no larger than asked', async () => {
      const stop = new AbortController();
      await write(its.log, newStream('plan'), 0, { count: 25 });
      const [pages, head]: [Page[], number] = [[], await its.log.head()];
      for await (const page of its.log.subscribe({ pageSize: 10 }, stop.signal)) {
        pages.push(page);
        if (page.through === head) break;
      }
      expect(pages.map(({ events }) => events.length)).toEqual([10, 10, 5]);
      expect(pages.map(({ through }) => through)).toEqual([9, 19, 24]);
    });

    it('waits for the reader to pull', async () => {
      const stop = new AbortController();
      await write(its.log, newStream('plan'), 0, { count: 4 });
      const pages = its.log.subscribe({ pageSize: 2 }, stop.signal)[Symbol.asyncIterator]();
      await pages.next();
      await write(its.log, newStream('plan'), 0);
      const second = await pages.next();
      expect(positions(second.value.events)).toEqual([2, 3]);
      await pages.return?.();
    });

    it('ends at the signal, while it waits and before it begins, and leaves no listener behind', async () => {
      const stop = new AbortController();
      const [everything, plans] = [following(its.log.subscribe({}, stop.signal)), following(its.log.subscribe({ categories: ['plan'] }, stop.signal))];
      await write(its.log, newStream('plan'), 0);
      const head = await its.log.head();
      await Promise.all([everything.reached(head), plans.reached(head)]);
      expect(positions(await everything.until(head, stop))).toEqual([0]);
      expect(positions(await plans.until(head, stop))).toEqual([0]);
      expect(await all(its.log.subscribe({}, stop.signal))).toEqual([]);
      expect(getEventListeners(stop.signal, 'abort')).toHaveLength(0);
    });
  });
};
