import { describe, expect, it } from '@jest/globals';
import type { EventLog, Recorded } from '../log.ts';
import { all, example, MORNING, newStream, ODD_NOTES, type OpenedLog, type OpenLog, upTo, verdict, write } from './examples.ts';
import { eachWithItsOwn } from './opened.ts';

/** More than one page and one transaction of any engine. */
const MANY = 2_300;

/** What is promised of an exported log that is brought into an empty store. */
export const restoring = (open: OpenLog): void => {
  describe('restoring', () => {
    const its = eachWithItsOwn(open);

    const restored = async (bodies: AsyncIterable<string>, then: (opened: OpenedLog) => Promise<void>): Promise<void> => {
      const target = await open();
      try {
        await target.log.restore(bodies);
        await then(target);
      } finally {
        await target.destroy();
      }
    };

    it('makes the same log: text, places, recorded times, sealed ranges and outcomes', async () => {
      const streams = upTo(50).map(() => newStream('plan'));
      for (const [turn, stream] of streams.entries()) {
        await write(its.log, stream, 0, { command: `command ${turn}`, count: 45, time: MORNING - (turn % 3) * 1_000, note: 'perché ",\\"personal\\":["' });
        await write(its.log, stream, 45, { sealed: 'c2VhbGVk', time: MORNING + turn });
      }
      const original = await all(its.log.readAll());
      expect(original).toHaveLength(MANY);
      await restored(exported(its.log), async (target) => {
        expect((await all(target.log.readAll())).map(whole)).toEqual(original.map(whole));
        const [first = ''] = streams;
        expect(await target.log.outcome('command 0')).toEqual(await its.log.outcome('command 0'));
        expect(await verdict(write(target.log, first, 45))).toBe('WrongRevision');
        expect(await verdict(write(target.log, first, 46))).toBe('recorded');
        const reopened = await target.reopen();
        expect(await reopened.head()).toBe(MANY);
      });
    });

    it('makes the same log of odd texts, and of none', async () => {
      for (const note of ODD_NOTES) await write(its.log, newStream('plan'), 0, { note, sealed: note, command: note.toWellFormed().replaceAll('\0', '') });
      await restored(exported(its.log), async ({ log }) => {
        expect((await all(log.readAll())).map(whole)).toEqual((await all(its.log.readAll())).map(whole));
      });
      await restored(lines(), async (target) => {
        expect(await target.log.head()).toBe(-1);
        expect(await verdict(write(await target.reopen(), newStream('plan'), 0))).toBe('recorded');
      });
    });

    it('takes a log from elsewhere that has a command in two streams, and answers the command with what it recorded first', async () => {
      const [plan, another] = [newStream('plan'), newStream('plan')];
      const texts = [example(plan, 1, 'a command'), example(another, 1, 'a command'), example(plan, 2, 'a command')].map(({ body }) => body);
      await restored(lines(...texts), async ({ log }) => {
        expect((await all(log.readAll())).map(({ body }) => body)).toEqual(texts);
        expect(await log.outcome('a command')).toMatchObject({ stream: plan, revision: 2, position: 2, digest: 'digest of a command' });
        for (const stream of [plan, another, newStream('plan')]) expect(await verdict(write(log, stream, 1, { command: 'a command' }))).toBe('AlreadyRecorded');
      });
    });

    it('refuses a store that is not empty', async () => {
      await write(its.log, newStream('plan'), 0);
      await expect(its.log.restore(exported(its.log))).rejects.toThrow(/empty/);
      expect(await its.log.head()).toBe(0);
      expect(await verdict(write(its.log, newStream('plan'), 0))).toBe('recorded');
    });

    const plan = newStream('plan');
    const line = (revision: number) => example(plan, revision, 'a command').body;
    const broken: [string, string][] = [
      ['is not JSON', line(2).slice(1)],
      ['is not an event', '{"specversion":"1.0"}'],
      ['is null', 'null'],
      ['skips a revision', line(3)],
      ['repeats a revision', line(1)],
      ['belongs to no stream', example('Sara', 1, 'a command').body],
      ['is empty', ''],
      ['ends as lines end elsewhere', `${line(2)}\r`],
      ['begins with a space', ` ${line(2)}`],
      ['begins with a mark of the order of bytes', `\ufeff${line(2)}`],
      ['begins a stream in its middle', example(newStream('plan'), 2, 'a command').body],
      ['has no instant for its time', line(2).replace(/"time":"[^"]+"/, '"time":"March 1"')],
      ['has a time of another zone', line(2).replace(/"time":"[^"]+"/, '"time":"2027-03-01T09:00:00.000"')],
      ['has a command that is no text', line(2).replace('"a command"', '"\\u0000"')],
      ['has half a character in its id', line(2).replace(/"id":"[^"]+"/, '"id":"\\ud800"')],
      ['holds two lines', `${line(2).slice(0, -1)}\n}`],
      ['is too long', example(plan, 2, 'a command', { note: 'x'.repeat(70_000) }).body],
      ['has its sealed part in the wrong place', line(2).replace('"data":{', '"data":{"personal":[{"part":"words"}],')],
    ];
    for (const [what, second] of broken) {
      it(`refuses a line that ${what}, names it, and records nothing after it`, async () => {
        await expect(its.log.restore(lines(line(1), second, line(2)))).rejects.toThrow(/^Line 2 /);
        expect(await verdict(write(its.log, newStream('plan'), 0))).toBe('LogStopped');
      });
    }
  });
};

const whole = ({ position, stream, revision, type, recordedAt, body, publicEnd }: Recorded) => ({
  position,
  stream,
  revision,
  type,
  recordedAt,
  body,
  publicEnd,
});

async function* exported(log: EventLog): AsyncIterable<string> {
  for await (const { body } of log.readAll()) yield body;
}

async function* lines(...bodies: string[]): AsyncIterable<string> {
  yield* bodies;
}
