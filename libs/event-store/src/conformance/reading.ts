import { describe, expect, it } from '@jest/globals';
import { all, MORNING, newStream, type OpenLog, positions, upTo, write } from './examples.ts';
import { eachWithItsOwn } from './opened.ts';

/** More than one page of any engine. */
const MANY = 2_500;

/** What is promised to those who read what was recorded. */
export const reading = (open: OpenLog): void => {
  describe('reading', () => {
    const its = eachWithItsOwn(open);

    it('gives one stream by revision, from and to inclusive, at most so many', async () => {
      const [plan, other] = [newStream('plan'), newStream('plan')];
      await write(its.log, plan, 0, { count: 3 });
      await write(its.log, other, 0, { count: 2 });
      await write(its.log, plan, 3, { count: 2 });
      const revisions = async (range?: { from?: number; to?: number; limit?: number }) =>
        (await all(its.log.read(plan, range))).map(({ revision }) => revision);
      expect(await revisions()).toEqual([1, 2, 3, 4, 5]);
      expect(await revisions({ from: 4 })).toEqual([4, 5]);
      expect(await revisions({ to: 2 })).toEqual([1, 2]);
      expect(await revisions({ from: 2, to: 4 })).toEqual([2, 3, 4]);
      expect(await revisions({ from: 2, limit: 2 })).toEqual([2, 3]);
      expect(await revisions({ limit: 0 })).toEqual([]);
      expect(await revisions({ from: 0, to: 1 })).toEqual([1]);
      expect(await revisions({ from: 4, to: 3 })).toEqual([]);
      expect(await revisions({ from: 6 })).toEqual([]);
      expect(await all(its.log.read(newStream('plan')))).toEqual([]);
    });

    it('gives a long stream and a long log whole', async () => {
      const plan = newStream('plan');
      for (let revision = 0; revision < MANY; revision += 500) await write(its.log, plan, revision, { count: 500 });
      expect((await all(its.log.read(plan))).map(({ revision }) => revision - 1)).toEqual(upTo(MANY));
      const found = async (range: { after?: number; limit?: number } = {}) => positions(await all(its.log.readAll(range)));
      expect(await found()).toEqual(upTo(MANY));
      expect(await found({ after: 1_499 })).toEqual(upTo(MANY).slice(1_500));
      expect(await found({ after: 99, limit: 1_200 })).toEqual(upTo(1_300).slice(100));
      expect(await found({ after: MANY - 1 })).toEqual([]);
      expect(await found({ after: MANY + 7 })).toEqual([]);
    });

    it('chooses by category and by type, and by both', async () => {
      const [opened, signed] = ['patto.persons.PlanOpened.v1', 'patto.persons.PlanSigned.v1'];
      await write(its.log, newStream('plan'), 0, { type: opened });
      await write(its.log, newStream('need'), 0, { type: opened });
      await write(its.log, newStream('plan'), 0, { type: signed });
      await write(its.log, newStream('plan-line'), 0, { type: signed });
      const chosen = async (filter: { categories?: string[]; types?: string[]; limit?: number }) => positions(await all(its.log.readAll(filter)));
      expect(await chosen({ categories: ['plan'] })).toEqual([0, 2]);
      expect(await chosen({ categories: ['need', 'plan-line'] })).toEqual([1, 3]);
      expect(await chosen({ types: [signed] })).toEqual([2, 3]);
      expect(await chosen({ categories: ['plan'], types: [opened] })).toEqual([0]);
      expect(await chosen({ categories: ['plan'], limit: 1 })).toEqual([0]);
      expect(await chosen({ categories: [] })).toEqual([]);
      expect(await chosen({ types: [] })).toEqual([]);
      expect(await chosen({ categories: ['pla', 'plan.*', "plan' OR 'a'='a"], limit: 9 })).toEqual([]);
      expect(await chosen({ types: ["'", '%', `${signed}'`] })).toEqual([]);
      expect(await chosen({ limit: 0 })).toEqual([]);
    });

    it('parses an event when asked and keeps to what was recorded when reading began', async () => {
      const plan = newStream('plan');
      await write(its.log, plan, 0);
      const found = [];
      for await (const { event } of its.log.readAll()) {
        found.push(event.subject);
        await write(its.log, newStream('plan'), 0);
      }
      expect(found).toEqual([plan]);
    });

    it('tells the last position recorded by an instant, by the running maximum of time', async () => {
      expect(await its.log.positionAt(MORNING)).toBe(-1);
      for (const second of [1, 3, 2, 9]) await write(its.log, newStream('plan'), 0, { time: MORNING + second * 1_000 });
      const at = (seconds: number) => its.log.positionAt(MORNING + seconds * 1_000);
      expect(await Promise.all([0.999, 1, 2.5, 3, 8.999, 9, 100].map(at))).toEqual([-1, 0, 0, 2, 2, 3, 3]);
      const recordedAt = (await all(its.log.readAll())).map((event) => event.recordedAt - MORNING);
      expect(recordedAt).toEqual([1_000, 3_000, 3_000, 9_000]);
    });
  });
};
