import { describe, expect, it } from '@jest/globals';
import { setTimeout as delay } from 'node:timers/promises';
import type { Message } from '../bus.ts';
import { messageOf } from '../message.ts';
import { type Example, Knocked, knocks, newDoor, numbers, type OpenBus, Rang, TOPIC, until } from './examples.ts';

/** Time enough for a message to come where it should not. */
const REST_MS = 700;

/** What is promised to those who publish and those who listen. */
export const delivering = (open: OpenBus): void => {
  describe('delivering', () => {
    const opened = async () => {
      const place = await open();
      const tell = async (examples: readonly Example[]) => place.bus.publish(TOPIC, (await place.record(examples)).map(messageOf));
      return { place, tell, [Symbol.asyncDispose]: () => place.dispose() };
    };
    const taking = (heard: Message[]) => async (message: Message) => {
      heard.push(message);
    };

    it('brings each message in order of its key, as it was published', async () => {
      await using its = await opened();
      const doors = [newDoor(), newDoor(), newDoor()];
      const heard: Message[] = [];
      await its.place.bus.subscribe([TOPIC], 'neighbours', taking(heard));
      await its.tell(knocks(doors, 30));
      await until(() => heard.length >= 30);
      for (const [at, door] of doors.entries()) {
        expect(numbers(heard.filter(({ key }) => key === door))).toEqual(Array.from({ length: 10 }, (_, turn) => turn * 3 + at));
      }
      const [first] = heard;
      expect(first?.headers).toMatchObject({ ce_id: first?.id, ce_type: first?.type, ce_subject: first?.key, 'patto-position': String(first?.position) });
      expect(JSON.parse(first?.body ?? '{}')).toMatchObject({ specversion: '1.0', id: first?.id, subject: first?.key });
    });

    it('brings messages of different keys side by side', async () => {
      await using its = await opened();
      const doors = Array.from({ length: 12 }, newDoor); // Over more partitions than one, where there are some.
      await its.tell(knocks(doors, doors.length));
      const inHand = new Set<string>();
      await its.place.bus.subscribe(
        [TOPIC],
        'those who wait for each other',
        async ({ key }) => void (await until(() => inHand.add(key).size === doors.length)),
        {
          from: 'first',
        },
      );
      await until(() => inHand.size === doors.length);
    });

    it('brings every message to every group', async () => {
      await using its = await opened();
      const heard: Message[][] = [[], []];
      for (const [at, messages] of heard.entries()) await its.place.bus.subscribe([TOPIC], `group-${at}`, taking(messages));
      await its.tell(knocks([newDoor()], 5));
      await until(() => heard.every((messages) => messages.length === 5));
    });

    it('brings a group only the types that it asked for', async () => {
      await using its = await opened();
      const door = newDoor();
      const heard: Message[] = [];
      const group = await its.place.bus.subscribe([TOPIC], 'those who wait for the bell', taking(heard), { types: ['patto.tests-bus.Rang.v1'] });
      await its.tell([
        { door, revision: 1, class: Knocked, number: 1 },
        { door, revision: 2, class: Rang, number: 2 },
        { door, revision: 3, class: Knocked, number: 3 },
      ]);
      await group.caughtUp();
      expect(numbers(heard)).toEqual([2]);
    });

    it('starts a new group at what is published next', async () => {
      await using its = await opened();
      const door = newDoor();
      await its.tell(knocks([door], 3));
      const heard: Message[] = [];
      const group = await its.place.bus.subscribe([TOPIC], 'newcomers', taking(heard));
      await its.tell(knocks([door], 2, 3));
      await group.caughtUp();
      expect(numbers(heard)).toEqual([3, 4]);
    });

    it('starts a new group at the first message where it asks for all, and only once', async () => {
      await using its = await opened();
      const door = newDoor();
      await its.tell(knocks([door], 3));
      const heard: Message[] = [];
      const group = await its.place.bus.subscribe([TOPIC], 'historians', taking(heard), { from: 'first' });
      await group.caughtUp();
      await group.stop();
      const again = await its.place.bus.subscribe([TOPIC], 'historians', taking(heard), { from: 'first' });
      await its.tell(knocks([door], 1, 3));
      await again.caughtUp();
      expect(numbers(heard)).toEqual([0, 1, 2, 3]);
    });

    it('brings nothing while a group is paused, tells how far it lags, and goes on when it is resumed', async () => {
      await using its = await opened();
      const door = newDoor();
      const heard: Message[] = [];
      const group = await its.place.bus.subscribe([TOPIC], 'those who rest', taking(heard));
      await its.tell(knocks([door], 2));
      await group.caughtUp();
      expect(await group.lag()).toBe(0);
      group.pause();
      await its.tell(knocks([door], 2, 2));
      await delay(REST_MS);
      expect([numbers(heard), await group.lag()]).toEqual([[0, 1], 2]);
      group.resume();
      await group.caughtUp();
      expect([numbers(heard), await group.lag()]).toEqual([[0, 1, 2, 3], 0]);
    });

    it('brings nothing that was recorded and not published yet', async () => {
      await using its = await opened();
      const door = newDoor();
      const heard: Message[] = [];
      const group = await its.place.bus.subscribe([TOPIC], 'impatient', taking(heard));
      const [first, second] = await its.place.record(knocks([door], 2));
      if (!first || !second) throw new Error('Two events were recorded.');
      await its.place.bus.publish(TOPIC, [messageOf(first)]);
      await group.caughtUp();
      expect(numbers(heard)).toEqual([0]);
      await its.place.bus.publish(TOPIC, [messageOf(second)]);
      await group.caughtUp();
      expect(numbers(heard)).toEqual([0, 1]);
    });

    it('brings a message again until its handler resolves, and none of its key before', async () => {
      await using its = await opened();
      const tried: number[] = [];
      const heard: Message[] = [];
      await its.place.bus.subscribe([TOPIC], 'clumsy', async (message) => {
        tried.push(...numbers([message]));
        if (tried.length < 3) throw new Error('It fell out of the hand.');
        heard.push(message);
      });
      await its.tell(knocks([newDoor()], 2));
      await until(() => heard.length >= 2);
      expect(tried.slice(0, 4)).toEqual([0, 0, 0, 1]);
    });

    it('goes on where a group was when it is opened again, with what was published meanwhile', async () => {
      await using its = await opened();
      const door = newDoor();
      const before: Message[] = [];
      const group = await its.place.bus.subscribe([TOPIC], 'away for lunch', taking(before));
      await its.tell(knocks([door], 3));
      await group.caughtUp();
      await group.stop();
      await its.tell(knocks([door], 2, 3));
      const bus = await its.place.reopen();
      const after: Message[] = [];
      const back = await bus.subscribe([TOPIC], 'away for lunch', taking(after));
      await back.caughtUp();
      expect([numbers(before), numbers(after)]).toEqual([
        [0, 1, 2],
        [3, 4],
      ]);
    });
  });
};
