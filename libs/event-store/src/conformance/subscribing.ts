import { describe, expect, it } from '@jest/globals';
import { getEventListeners } from 'node:events';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Page } from '../log.ts';
import { all, newStream, type OpenLog, positions, until, upTo, write } from './examples.ts';
import { eachWithItsOwn } from './opened.ts';

/** What is promised to those who follow the log. */
export const subscribing = (open: OpenLog): void => {
  describe('subscribing', () => {
    const its = eachWithItsOwn(open);

    it('catches up and goes on live without a gap', async () => {
      const stop = new AbortController();
      await write(its.log, newStream('plan'), 0, { count: 5 });
      const following = until(its.log.subscribe({ pageSize: 2 }, stop.signal), 9);
      for (const _ of upTo(5)) {
        await nextTurn();
        await write(its.log, newStream('plan'), 0);
      }
      expect(positions(await following)).toEqual(upTo(10));
    });

    it('begins after the position that was asked for', async () => {
      const stop = new AbortController();
      await write(its.log, newStream('plan'), 0, { count: 5 });
      expect(positions(await until(its.log.subscribe({ after: 2 }, stop.signal), 4))).toEqual([3, 4]);
    });

    it('moves on over what the filter leaves out', async () => {
      const stop = new AbortController();
      const following = until(its.log.subscribe({ categories: ['need'], types: ['patto.persons.NeedTold.v1'] }, stop.signal), 5);
      await write(its.log, newStream('plan'), 0, { count: 2 });
      await write(its.log, newStream('need'), 0, { type: 'patto.persons.NeedTold.v1' });
      await write(its.log, newStream('need'), 0, { count: 2 });
      await write(its.log, newStream('plan'), 0);
      expect(positions(await following)).toEqual([2]);
    });

    it('gives pages no larger than asked', async () => {
      const stop = new AbortController();
      await write(its.log, newStream('plan'), 0, { count: 25 });
      const pages: Page[] = [];
      for await (const page of its.log.subscribe({ pageSize: 10 }, stop.signal)) {
        pages.push(page);
        if (page.through === 24) break;
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
      const waiting = [all(its.log.subscribe({}, stop.signal)), all(its.log.subscribe({ categories: ['plan'] }, stop.signal))];
      await write(its.log, newStream('plan'), 0);
      await nextTurn();
      stop.abort();
      const [everything, plans] = await Promise.all(waiting);
      expect(everything?.flatMap(({ events }) => positions([...events]))).toEqual([0]);
      expect(plans?.flatMap(({ events }) => positions([...events]))).toEqual([0]);
      expect(await all(its.log.subscribe({}, stop.signal))).toEqual([]);
      expect(getEventListeners(stop.signal, 'abort')).toHaveLength(0);
    });
  });
};
