import { setTimeout as delay } from 'node:timers/promises';
import type { Bus, Handler, Message } from './bus.ts';

export interface Disturbance {
  /** The same seed disturbs in the same way. */
  readonly seed: number;
  /** How likely it is that the last messages come again, 0 to 1. */
  readonly duplicate: number;
  /** How likely it is that a message comes late, 0 to 1. */
  readonly delay: number;
}

/** What was done to the messages. A test of disturbances that injected none has tested nothing. */
export interface Injected {
  duplicates: number;
  delays: number;
}

/** A replay goes back so far: what a group that crashed before its place was stored would be given again. */
const MOST_REPLAYED = 3;
/** A late message comes so much later, in milliseconds: time enough for other groups to overtake. */
const LONGEST_DELAY_MS = 4;

/** A bus that does to its listeners what a broker is allowed to do: repeats, late messages; the order of each key stays. For tests. */
export const disturbed = (bus: Bus, { seed, duplicate, delay: late }: Disturbance): Bus & { readonly injected: Injected } => {
  const injected: Injected = { duplicates: 0, delays: 0 };
  const chance = chances(seed);

  const disturb = (handler: Handler): Handler => {
    const last: Message[] = [];
    return async (message) => {
      if (chance() < late) {
        injected.delays += 1;
        await delay(Math.ceil(chance() * LONGEST_DELAY_MS));
      }
      await handler(message);
      last.push(message);
      if (last.length > MOST_REPLAYED) last.shift();
      if (chance() >= duplicate) return;
      for (const again of last.slice(-1 - Math.floor(chance() * MOST_REPLAYED))) {
        injected.duplicates += 1;
        await handler(again);
      }
    };
  };

  return {
    injected,
    publish: (topic, messages) => bus.publish(topic, messages),
    subscribe: (topics, group, handler, options) => bus.subscribe(topics, group, disturb(handler), options),
    close: () => bus.close(),
  };
};

/** A row of chances that is the same in every run: a linear congruential generator, 32 bits. */
const chances = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
};
