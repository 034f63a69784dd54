import { describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { MOST_CLOCK_LAG_MS, MOST_EVENT_BYTES, type NewEvent } from '../log.ts';
import { all, example, MORNING, newStream, ODD_NOTES, type OpenLog, positions, tally, upTo, verdict, write } from './examples.ts';
import { eachWithItsOwn } from './opened.ts';

/** What an append promises about one stream. */
export const appending = (open: OpenLog): void => {
  describe('appending', () => {
    const its = eachWithItsOwn(open);

    it('starts empty, before the first position', async () => {
      expect(await its.log.head()).toBe(-1);
      expect(await its.log.revision(newStream('plan'))).toBe(0);
    });

    it('numbers positions from 0 and revisions from 1, and says where the events went', async () => {
      const [plan, need] = [newStream('plan'), newStream('need')];
      const appended = [await write(its.log, plan, 0, { count: 2 }), await write(its.log, need, 0), await write(its.log, plan, 2)];
      expect(appended.map(({ revision, position }) => [revision, position])).toEqual([
        [2, 1],
        [1, 2],
        [3, 3],
      ]);
      const events = await all(its.log.readAll());
      expect(events.map(({ position, stream, revision }) => [position, stream, revision])).toEqual([
        [0, plan, 1],
        [1, plan, 2],
        [2, need, 1],
        [3, plan, 3],
      ]);
      expect(await its.log.head()).toBe(3);
      expect(await its.log.revision(plan)).toBe(3);
    });

    it('keeps the text of an event to the last byte, also over a restart', async () => {
      const plan = newStream('plan');
      const event = example(plan, 1, 'a command', { note: 'Città – 東京 – 🏡 "\\u0041"', sealed: 'c2VhbGVk' });
      const { ids } = await its.log.append(plan, 0, [event], { command: 'a command' });
      expect(ids).toEqual([event.id]);
      const log = await its.reopen();
      const [recorded] = await all(log.readAll());
      expect(recorded).toMatchObject({ body: event.body, publicEnd: event.publicEnd, type: event.type, recordedAt: MORNING });
      expect(recorded?.publicForm).not.toContain('personal');
      expect(JSON.parse(recorded?.publicForm ?? '')).toMatchObject({ id: event.id, data: { channel: 'self' } });
    });

    it('keeps whatever JSON may say as it was said', async () => {
      const plan = newStream('plan');
      const events = ODD_NOTES.map((note, index) => example(plan, index + 1, 'ä \u2028 command', { note, sealed: note }));
      await its.log.append(plan, 0, events, { command: 'ä \u2028 command' });
      const log = await its.reopen();
      expect((await all(log.readAll())).map(({ body, publicForm }) => ({ body, publicForm }))).toEqual(
        events.map(({ body, publicEnd }) => ({ body, publicForm: `${body.slice(0, publicEnd)}}}` })),
      );
      expect(await log.outcome('ä \u2028 command')).toMatchObject({ revision: events.length, ids: events.map(({ id }) => id) });
    });

    it('refuses another revision than the one expected and says which it is', async () => {
      const plan = newStream('plan');
      await write(its.log, plan, 0);
      await expect(write(its.log, plan, 0)).rejects.toMatchObject({ name: 'WrongRevision', stream: plan, expected: 0, actual: 1 });
      await expect(write(its.log, plan, 2)).rejects.toMatchObject({ name: 'WrongRevision', expected: 2, actual: 1 });
      expect(await its.log.head()).toBe(0);
    });

    it('lets exactly one of 64 appends at the same revision win', async () => {
      const plan = newStream('plan');
      for (const expected of upTo(5)) {
        const verdicts = await Promise.all(upTo(64).map(() => verdict(write(its.log, plan, expected))));
        expect(tally(verdicts)).toEqual({ recorded: 1, WrongRevision: 63 });
      }
      expect(await its.log.head()).toBe(4);
    });

    it('gives each append of a group its own verdict', async () => {
      const taken = newStream('plan');
      await write(its.log, taken, 0);
      const verdicts = await Promise.all([
        verdict(write(its.log, newStream('plan'), 0)),
        verdict(write(its.log, taken, 0)),
        verdict(write(its.log, newStream('plan'), 0, { guards: [{ stream: taken, revision: 9 }] })),
        verdict(write(its.log, newStream('plan'), 0, { note: 'x'.repeat(MOST_EVENT_BYTES) })),
        verdict(write(its.log, newStream('plan'), 0, { time: MORNING - MOST_CLOCK_LAG_MS - 1 })),
        verdict(write(its.log, 'nobody knows this stream', 0)),
        verdict(write(its.log, newStream('plan'), 0, { count: 0 })),
        verdict(write(its.log, newStream('plan'), 0, { count: 2 })),
      ]);
      expect(verdicts).toEqual(['recorded', 'WrongRevision', 'GuardMoved', 'event-too-large', 'clock-behind', 'TypeError', 'TypeError', 'recorded']);
      expect(positions(await all(its.log.readAll()))).toEqual([0, 1, 2, 3]);
    });

    it('refuses what is no append, whatever is wrong with it, and its neighbours are recorded', async () => {
      const plan = newStream('plan');
      const event = example(plan, 1, 'a command');
      const append = (change: Partial<NewEvent>, expected = 0, command = 'a command') => its.log.append(plan, expected, [{ ...event, ...change }], { command });
      const guarded = (stream: string, revision: number) => write(its.log, newStream('plan'), 0, { guards: [{ stream, revision }] });
      const mistaken = [
        ...[-1, 0.5, Number.NaN, 2 ** 53].map((expected) => append({}, expected)),
        ...['a\0command', 'a \ud800 command'].map((command) => append({}, 0, command)),
        ...['{"a":"\0"}', '{"a":"\ud800"}', '{\n}'].map((body) => append({ body })),
        ...[Number.NaN, 0.5, Number.POSITIVE_INFINITY].map((time) => append({ time })),
        ...[-1, 0.5, 70_000].map((publicEnd) => append({ publicEnd })),
        ...['PLAN', `${plan}\n`, ` ${plan}`, plan.toUpperCase(), 'plan'].map((stream) => write(its.log, stream, 0)),
        ...['mandate', `${plan}\0`, '', '\ud800'].map((stream) => guarded(stream, 1)),
        ...[-1, 0.5, Number.NaN, 2 ** 53].map((revision) => guarded(newStream('mandate'), revision)),
      ].map(verdict);
      const neighbours = upTo(10).map(() => verdict(write(its.log, newStream('plan'), 0)));
      expect(tally(await Promise.all(mistaken))).toEqual({ TypeError: mistaken.length });
      expect(tally(await Promise.all(neighbours))).toEqual({ recorded: 10 });
      expect(await its.log.head()).toBe(9);
      expect(await verdict(append({}))).toBe('recorded');
    });

    it('records hundreds of appends that come at once in the order in which they came, also the largest there may be', async () => {
      const plan = newStream('plan');
      const frame = Buffer.byteLength(example(plan, 600, randomUUID(), { note: '' }).body);
      const note = 'x'.repeat(MOST_EVENT_BYTES - frame);
      const appended = await Promise.all(upTo(600).map((expected) => write(its.log, plan, expected, expected % 10 === 0 ? { note } : {})));
      expect(appended.map(({ revision }) => revision)).toEqual(upTo(601).slice(1));
      const events = await all(its.log.read(plan));
      expect(events.map(({ event }) => event.id)).toEqual(appended.map(({ ids }) => ids[0]));
      expect(positions(events)).toEqual(upTo(600));
    });

    it('lets an event of another stream have the same id', async () => {
      const [plan, need] = [newStream('plan'), newStream('need')];
      const { id } = example(plan, 1, 'a command');
      for (const stream of [plan, need]) {
        const event = example(stream, 1, `a command for ${stream}`);
        const same = { ...event, id, body: event.body.replace(event.id, id) };
        expect(await verdict(its.log.append(stream, 0, [same], { command: `a command for ${stream}` }))).toBe('recorded');
      }
      expect((await all(its.log.readAll())).map(({ stream, event }) => [stream, event.id])).toEqual([
        [plan, id],
        [need, id],
      ]);
    });

    it('records all events of an append or none', async () => {
      const plan = newStream('plan');
      const events = [example(plan, 1, 'one command'), example(plan, 2, 'one command', { note: 'x'.repeat(MOST_EVENT_BYTES) })];
      await expect(its.log.append(plan, 0, events, { command: 'one command' })).rejects.toMatchObject({ code: 'event-too-large' });
      expect(await its.log.head()).toBe(-1);
      expect(await its.log.revision(plan)).toBe(0);
    });

    it('counts the size of an event in bytes, not in characters', async () => {
      const plan = newStream('plan');
      const frame = Buffer.byteLength(example(plan, 1, 'a command', { note: '' }).body);
      const room = MOST_EVENT_BYTES - frame;
      const filled = 'à'.repeat(Math.floor(room / 2)) + 'x'.repeat(room % 2);
      const append = (note: string) => its.log.append(plan, 0, [example(plan, 1, 'a command', { note })], { command: 'a command' });
      expect(await verdict(append(`${filled}x`))).toBe('event-too-large');
      expect(await verdict(append(filled))).toBe('recorded');
    });

    it('takes a clock that is 5 seconds behind the log and refuses one that is further behind', async () => {
      await write(its.log, newStream('plan'), 0);
      expect(await verdict(write(its.log, newStream('plan'), 0, { time: MORNING - MOST_CLOCK_LAG_MS - 1 }))).toBe('clock-behind');
      expect(await verdict(write(its.log, newStream('plan'), 0, { time: MORNING - MOST_CLOCK_LAG_MS }))).toBe('recorded');
      const events = await all(its.log.readAll());
      expect(events.map(({ recordedAt }) => recordedAt)).toEqual([MORNING, MORNING]);
    });
  });
};
