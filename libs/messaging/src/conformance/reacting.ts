import { describe, expect, it } from '@jest/globals';
import { Rejection } from '@patto/contracts';
import type { Recorded } from '@patto/event-store';
import { command } from '@patto/event-store/pure';
import { randomUUID } from 'node:crypto';
import { disturbed } from '../disturbed.ts';
import { messageOf } from '../message.ts';
import { type Reaction, when } from '../reaction.ts';
import { runReaction, type RunReactionParts } from '../run-reaction.ts';
import { derived, Knocked, knocks, newDoor, type OpenBus, TOPIC, until } from './examples.ts';
import { type House, OpenDoor, openHouse } from './house.ts';

/** Opens the door twice for each knock: to the guest, and to the dog. */
const opening = (options = {}) =>
  when('when-knocked-open', Knocked, (_facts, { stream }) => ['guest', 'dog'].map((to) => command(OpenDoor, { door: stream, to })), options);

const KNOCKS = 60;
const SEEDS = [1, 2, 3];
const noDogs = new Rejection('no-dogs', 'Dogs stay outside.');

/** What is promised to reactions, whatever a bus does that it may do. */
export const reacting = (open: OpenBus): void => {
  describe('reacting', () => {
    /** Sixty knocks at three doors, told on the bus, and what came of them. */
    const story = async (
      reaction: Reaction,
      house: House,
      { seed, knocks: count = KNOCKS, ...more }: { readonly seed?: number; readonly knocks?: number } & Partial<RunReactionParts> = {},
    ) => {
      const place = await open();
      const chance = seed === undefined ? 0 : 0.3;
      const bus = disturbed(place.bus, { seed: seed ?? 0, duplicate: chance, delay: chance });
      try {
        const subscription = await runReaction(reaction, house.parts(bus, more));
        const recorded = await place.record(knocks([newDoor(), newDoor(), newDoor()], count));
        await bus.publish(TOPIC, recorded.map(messageOf));
        await subscription.caughtUp();
        return { injected: bus.injected, recorded, effects: await house.effects() };
      } finally {
        await place.dispose();
      }
    };
    // In order for each door; a bus may bring one door's messages before another's.
    const byDoor = (all: readonly { door: string; to: string }[]) => all.toSorted((a, b) => (a.door < b.door ? -1 : Number(a.door > b.door)));
    const opened = (recorded: readonly Recorded[]) => byDoor(recorded.flatMap(({ stream: door }) => ['guest', 'dog'].map((to) => ({ door, to }))));
    const doors = (effects: readonly { door: string; to: string }[]) => byDoor(effects.map(({ door, to }) => ({ door, to })));

    it('sends a command with an id of its own, and with what it follows from', async () => {
      await using house = await openHouse();
      const { recorded, effects } = await story(opening(), house);
      const [first] = recorded;
      expect(doors(effects)).toEqual(opened(recorded));
      expect(effects.filter(({ door }) => door === first?.stream)[1]).toEqual({
        commandId: derived('reaction', 'when-knocked-open', first?.event.id ?? '', `OpenDoor ${JSON.stringify({ door: first?.stream, to: 'dog' })}`),
        causationId: first?.event.id,
        correlationId: `walk of ${first?.stream}`,
        basedOn: ['mandate-1@3'],
        door: first?.stream,
        to: 'dog',
      });
    });

    it.each(SEEDS)('comes to the same, and does nothing twice, when messages come again and late (seed %i)', async (seed) => {
      await using house = await openHouse();
      const { injected, recorded, effects } = await story(opening(), house, { seed });
      expect(injected.duplicates).toBeGreaterThan(5);
      expect(injected.delays).toBeGreaterThan(5);
      expect(doors(effects)).toEqual(opened(recorded));
    });

    it('does things twice under the same disturbance when ids are not derived: the control', async () => {
      await using house = await openHouse();
      const { effects, injected } = await story(opening(), house, { seed: 1, derive: () => randomUUID() });
      expect(effects.length).toBe(2 * (KNOCKS + injected.duplicates));
    });

    it('carries nothing of its cause when it takes identity away, and is still done once', async () => {
      await using house = await openHouse();
      const { recorded, effects } = await story(opening({ anonymous: true }), house, { seed: 2 });
      expect(doors(effects)).toEqual(opened(recorded));
      const traceable = new Set(
        recorded.flatMap(({ event, stream: door }) =>
          ['guest', 'dog'].map((to) => derived('reaction', 'when-knocked-open', event.id, `OpenDoor ${JSON.stringify({ door, to })}`)),
        ),
      );
      for (const { commandId, ...others } of effects) {
        expect(others).toEqual({ basedOn: [], door: others.door, to: others.to });
        expect(traceable.has(commandId)).toBe(false);
      }
    });

    it('does the rest of its list when it stumbled half-way and finds less to do the next time', async () => {
      await using house = await openHouse();
      const done = new Set<string>();
      const stumbled = new Set<string | undefined>();
      const openingTheRest = when('when-knocked-open', Knocked, (_facts, { id, stream }) =>
        ['guest', 'dog'].filter((to) => !done.has(`${id} ${to}`)).map((to) => command(OpenDoor, { door: stream, to })),
      );
      const dispatch: RunReactionParts['dispatch'] = async (call, cause) => {
        const { to } = call.data as OpenDoor;
        if (to === 'dog' && !stumbled.has(cause.causationId)) {
          stumbled.add(cause.causationId);
          throw new Error('It stumbled over the mat.');
        }
        await house.dispatch(call, cause);
        done.add(`${cause.causationId} ${to}`);
      };
      const { recorded, effects } = await story(openingTheRest, house, { dispatch });
      expect(stumbled.size).toBe(KNOCKS);
      expect(doors(effects)).toEqual(opened(recorded));
    });

    it('takes a refusal for an outcome, records it once and sends the other commands', async () => {
      await using house = await openHouse();
      const dispatch: RunReactionParts['dispatch'] = async (call, cause) => {
        if ((call.data as OpenDoor).to === 'dog') throw noDogs;
        return house.dispatch(call, cause);
      };
      const { recorded, effects } = await story(opening(), house, { seed: 3, dispatch });
      expect([effects.length, house.refused.length, house.parked.length]).toEqual([KNOCKS, KNOCKS, 0]);
      const [first] = recorded;
      const refused = house.refused.find(({ event }) => event === first?.event.id);
      expect(refused).toMatchObject({ reaction: 'when-knocked-open', command: 'OpenDoor', code: 'no-dogs' });
    });

    it('does not name the event of a refusal when it takes identity away', async () => {
      await using house = await openHouse();
      await story(opening({ anonymous: true }), house, { dispatch: () => Promise.reject(noDogs) });
      expect(house.refused).toHaveLength(2 * KNOCKS);
      expect(house.refused.every(({ event }) => event === undefined)).toBe(true);
    });

    it('tries again what could not be decided just now', async () => {
      await using house = await openHouse();
      let busy = 0;
      const dispatch: RunReactionParts['dispatch'] = async (call, cause) => {
        busy += 1;
        if (busy < 3) throw new Rejection('too-contended', 'Too many act on the same thing.');
        return house.dispatch(call, cause);
      };
      const { effects } = await story(opening(), house, { dispatch });
      expect([effects.length, house.refused.length, house.parked.length]).toEqual([2 * KNOCKS, 0, 0]);
    });

    it('parks an event after five tries, counted across restarts, and goes on with the next', async () => {
      await using house = await openHouse();
      const place = await open();
      let tried = 0;
      const stumbling = when('when-knocked-stumble', Knocked, ({ number }, { stream }) => {
        if (number > 0) return [command(OpenDoor, { door: stream, to: 'guest' })];
        tried += 1;
        throw new Error('The first knock is too much.');
      });
      const before = await runReaction(stumbling, house.parts(place.bus));
      const recorded = await place.record(knocks([newDoor()], 2));
      await place.bus.publish(TOPIC, recorded.map(messageOf));
      await until(() => tried === 2);
      await before.stop();
      await house.restart();
      const after = await runReaction(stumbling, house.parts(await place.reopen()));
      await after.caughtUp();
      expect(tried).toBe(5);
      expect(house.parked).toMatchObject([{ reaction: 'when-knocked-stumble', event: recorded[0]?.event.id, position: recorded[0]?.position }]);
      expect(await house.effects()).toHaveLength(1);
      await place.dispose();
    });

    it('parks each of several events that fail at the same time', async () => {
      await using house = await openHouse();
      const stumbling = when('when-knocked-stumble', Knocked, () => {
        throw new Error('Each knock is too much.');
      });
      const { recorded } = await story(stumbling, house, { knocks: 3 });
      expect(house.parked.map(({ event }) => event).toSorted()).toEqual(recorded.map(({ event }) => event.id).toSorted());
    });
  });
};
