import { describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { EventLog } from '../log.ts';
import { chances, newStream, type OpenLog, tally, upTo, verdict, write } from './examples.ts';
import { eachWithItsOwn } from './opened.ts';

/** What is promised to a caller who sends a command again. */
export const repeating = (open: OpenLog): void => {
  describe('a command that comes again', () => {
    const its = eachWithItsOwn(open);

    it('is answered with what it recorded the first time, before anything else is asked', async () => {
      const [plan, mandate, command] = [newStream('plan'), newStream('mandate'), randomUUID()];
      const first = await write(its.log, plan, 0, { command, count: 2 });
      const outcome = { ...first, stream: plan, digest: `digest of ${command}` };
      await write(its.log, plan, 2);
      const again = { command, time: 0, guards: [{ stream: mandate, revision: 7 }] };
      await expect(write(its.log, plan, 0, again)).rejects.toMatchObject({ name: 'AlreadyRecorded', outcome });
      expect(await its.log.outcome(command)).toEqual(outcome);

      const reopened = await its.reopen();
      await expect(write(reopened, plan, 0, again)).rejects.toMatchObject({ name: 'AlreadyRecorded', outcome });
      expect(await reopened.outcome(command)).toEqual(outcome);
      expect(await reopened.head()).toBe(2);
    });

    it('has no outcome where it was not recorded', async () => {
      await write(its.log, newStream('plan'), 0);
      expect(await its.log.outcome(randomUUID())).toBeUndefined();
    });

    it('for another stream, a new one or one that is there, is answered with what it recorded where it was first', async () => {
      const [plan, another, command] = [newStream('plan'), newStream('plan'), randomUUID()];
      await write(its.log, another, 0);
      const outcome = { ...(await write(its.log, plan, 0, { command, count: 2 })), stream: plan, digest: `digest of ${command}` };
      const refusesElsewhere = async (log: EventLog) => {
        for (const [stream, expected] of [[newStream('need'), 0] as const, [another, 1] as const, [another, 7] as const]) {
          await expect(write(log, stream, expected, { command })).rejects.toMatchObject({ name: 'AlreadyRecorded', outcome });
        }
        expect(await log.head()).toBe(2);
      };
      await refusesElsewhere(its.log);
      await refusesElsewhere(await its.reopen());
    });

    it('is recorded in one stream when it comes for many at once', async () => {
      for (const _ of upTo(20)) {
        const command = randomUUID();
        const verdicts = await Promise.all(upTo(8).map(() => verdict(write(its.log, newStream('plan'), 0, { command }))));
        expect(tally(verdicts)).toEqual({ recorded: 1, AlreadyRecorded: 7 });
      }
      expect(await its.log.head()).toBe(19);
    });

    it('is recorded in another stream where it was refused in the first', async () => {
      const [plan, command] = [newStream('plan'), randomUUID()];
      expect(await verdict(write(its.log, plan, 3, { command }))).toBe('WrongRevision');
      expect(await verdict(write(its.log, newStream('plan'), 0, { command }))).toBe('recorded');
    });

    it('is recorded once when it comes twice at once', async () => {
      const [plan, command] = [newStream('plan'), randomUUID()];
      const verdicts = await Promise.all([verdict(write(its.log, plan, 0, { command })), verdict(write(its.log, plan, 0, { command }))]);
      expect(verdicts).toEqual(['recorded', 'AlreadyRecorded']);
    });

    it('has one effect when it is sent 1 to 5 times', async () => {
      const chance = chances(5);
      const sent = upTo(500).flatMap(() => {
        const [stream, command] = [newStream('plan'), randomUUID()];
        return Array.from({ length: 1 + Math.floor(chance() * 5) }, () => ({ stream, command, turn: chance() }));
      });
      sent.sort((one, other) => one.turn - other.turn);
      const verdicts = await Promise.all(sent.map(({ stream, command }) => verdict(write(its.log, stream, 0, { command }))));
      expect(tally(verdicts)).toEqual({ recorded: 500, AlreadyRecorded: sent.length - 500 });
      expect(await its.log.head()).toBe(499);
    });
  });
};
