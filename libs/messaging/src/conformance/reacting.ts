import { describe, expect, it } from '@jest/globals';
import { Rejection } from '@patto/contracts';
import { command } from '@patto/event-store/pure';
import { randomUUID } from 'node:crypto';
import type { Bus } from '../bus.ts';
import { disturbed } from '../disturbed.ts';
import { messageOf } from '../message.ts';
import { type Reaction, when } from '../reaction.ts';
import { type Parked, type ReactionCause, type Refused, runReaction, type RunReactionParts } from '../run-reaction.ts';
import { derived, Knocked, knocks, newDoor, type OpenBus, TOPIC, until } from './examples.ts';

class OpenDoor {
  readonly door!: string;
  readonly to!: string;
}

/** Opens the door twice for each knock: to the guest, and to the dog. */
const opening = (options = {}) =>
  when('when-knocked-open', Knocked, (_facts, { stream }) => ['guest', 'dog'].map((to) => command(OpenDoor, { door: stream, to })), options);

interface Effect {
  readonly door: string;
  readonly to: string;
  readonly cause: ReactionCause;
}

/** What the commands did: like the event store, it takes a command that it has seen for done. */
const house = () => {
  const effects = new Map<string, Effect>();
  const parked: Parked[] = [];
  const refused: Refused[] = [];
  const tries = new Map<string, number>();
  const parts = (bus: Bus, more: Partial<RunReactionParts> = {}): RunReactionParts => ({
    bus,
    dispatch: async ({ data }, cause) => {
      if (!effects.has(cause.commandId)) effects.set(cause.commandId, { ...(data as OpenDoor), cause });
    },
    find: () => async () => [],
    derive: derived,
    tries: {
      tried: (name, position) => {
        const key = `${name} ${position}`;
        tries.set(key, (tries.get(key) ?? 0) + 1);
        return tries.get(key) as number;
      },
    },
    refused: async (refusal) => {
      if (!refused.some(({ id }) => id === refusal.id)) refused.push(refusal);
    },
    park: async (work) => {
      parked.push(work);
    },
    ...more,
  });
  return { effects, parked, refused, parts };
};

const KNOCKS = 60;
const SEEDS = [1, 2, 3];

/** What is promised to reactions, whatever a bus does that it may do. */
export const reacting = (open: OpenBus): void => {
  describe('reacting', () => {
    const story = async (reaction: Reaction, its: ReturnType<typeof house>, { seed, more = {} }: { seed?: number; more?: Partial<RunReactionParts> } = {}) => {
      const place = await open();
      const bus = seed === undefined ? { ...place.bus, injected: { duplicates: 0, delays: 0 } } : disturbed(place.bus, { seed, duplicate: 0.3, delay: 0.3 });
      try {
        const subscription = await runReaction(reaction, its.parts(bus, more));
        const recorded = await place.record(knocks([newDoor(), newDoor(), newDoor()], KNOCKS));
        await bus.publish(TOPIC, recorded.map(messageOf));
        await subscription.caughtUp();
        return { injected: bus.injected, recorded };
      } finally {
        await place.dispose();
      }
    };

    it('sends a command with an id of its own, and with what it follows from', async () => {
      const its = house();
      const { recorded } = await story(opening(), its);
      const [first] = recorded;
      if (!first) throw new Error('Knocks were recorded.');
      expect(its.effects.size).toBe(2 * KNOCKS);
      expect(its.effects.get(derived('reaction', 'when-knocked-open', first.event.id, '1'))).toEqual({
        door: first.stream,
        to: 'dog',
        cause: expect.objectContaining({ causationId: first.event.id, correlationId: `walk of ${first.stream}`, basedOn: ['mandate-1@3'] }),
      });
    });

    it.each(SEEDS)('does nothing twice when messages come again and late (seed %i)', async (seed) => {
      const its = house();
      const { injected } = await story(opening(), its, { seed });
      expect(injected.duplicates).toBeGreaterThan(5);
      expect(injected.delays).toBeGreaterThan(5);
      expect(its.effects.size).toBe(2 * KNOCKS);
    });

    it('does things twice under the same disturbance when ids are not derived: the control', async () => {
      const its = house();
      await story(opening(), its, { seed: 1, more: { derive: () => randomUUID() } });
      expect(its.effects.size).toBeGreaterThan(2 * KNOCKS);
    });

    it('carries nothing of its cause when it takes identity away, and is still done once', async () => {
      const its = house();
      const { recorded } = await story(opening({ anonymous: true }), its, { seed: 2 });
      expect(its.effects.size).toBe(2 * KNOCKS);
      for (const [id, { cause }] of its.effects) expect(cause).toEqual({ commandId: id });
      const open = recorded.map(({ event }) => derived('reaction', 'when-knocked-open', event.id, '0'));
      expect(open.some((id) => its.effects.has(id))).toBe(false);
    });

    it('takes a refusal for an outcome, records it once and sends the other commands', async () => {
      const its = house();
      const { dispatch } = its.parts(await nowhere());
      const refusing: RunReactionParts['dispatch'] = async (call, cause) => {
        if ((call.data as OpenDoor).to === 'dog') throw new Rejection('no-dogs', 'Dogs stay outside.');
        return dispatch(call, cause);
      };
      const { recorded } = await story(opening(), its, { seed: 3, more: { dispatch: refusing } });
      expect([its.effects.size, its.refused.length, its.parked.length]).toEqual([KNOCKS, KNOCKS, 0]);
      expect(its.refused[0]).toMatchObject({ reaction: 'when-knocked-open', event: recorded[0]?.event.id, command: 'OpenDoor', code: 'no-dogs' });
    });

    it('does not name the event of a refusal when it takes identity away', async () => {
      const its = house();
      await story(opening({ anonymous: true }), its, { more: { dispatch: () => Promise.reject(new Rejection('no-dogs', 'Dogs stay outside.')) } });
      expect(its.refused).toHaveLength(2 * KNOCKS);
      expect(its.refused.every(({ event }) => event === undefined)).toBe(true);
    });

    it('tries again what could not be decided just now', async () => {
      const its = house();
      let busy = 0;
      const { dispatch } = its.parts(await nowhere());
      const slow: RunReactionParts['dispatch'] = async (call, cause) => {
        busy += 1;
        if (busy < 3) throw new Rejection('too-contended', 'Too many act on the same thing.');
        return dispatch(call, cause);
      };
      await story(opening(), its, { more: { dispatch: slow } });
      expect([its.effects.size, its.refused.length, its.parked.length]).toEqual([2 * KNOCKS, 0, 0]);
    });

    it('parks an event after five tries, counted across restarts, and goes on with the next', async () => {
      const its = house();
      const place = await open();
      let tried = 0;
      const stumbling = when('when-knocked-stumble', Knocked, ({ number }, { stream }) => {
        if (number > 0) return [command(OpenDoor, { door: stream, to: 'guest' })];
        tried += 1;
        throw new Error('The first knock is too much.');
      });
      const before = await runReaction(stumbling, its.parts(place.bus));
      const recorded = await place.record(knocks([newDoor()], 2));
      await place.bus.publish(TOPIC, recorded.map(messageOf));
      await until(() => tried === 2);
      await before.stop();
      const after = await runReaction(stumbling, its.parts(await place.reopen()));
      await after.caughtUp();
      expect(tried).toBe(5);
      expect(its.parked).toMatchObject([{ reaction: 'when-knocked-stumble', event: recorded[0]?.event.id, position: recorded[0]?.position }]);
      expect(its.effects.size).toBe(1);
      await place.dispose();
    });

    const nowhere = async (): Promise<Bus> => {
      const place = await open();
      await place.dispose();
      return place.bus;
    };
  });
};
