import type { Bus, Handler, Message } from '@patto/messaging';
import type { Chances } from './chances.ts';
import type { Faults } from './faults.ts';

interface Group {
  readonly name: string;
  readonly topics: readonly string[];
  readonly types: readonly string[] | undefined;
  /** What is published and not done with, in the order in which it was published. */
  readonly waiting: Message[];
  /** The process that listens now. */
  handler: Handler;
}

/** What the broker did that a broker may do. */
export interface Disturbed {
  duplicates: number;
  reordered: number;
  /** Failed deliveries, which come again. */
  again: number;
}

/** A message that was handled comes once more with this likelihood, as after a broker's own restart. */
const DUPLICATE = 0.15;

/**
 * A broker that outlives the processes and delivers only when it is told to: at least once, in order for each key, in any order between keys.
 * What is published twice it delivers twice.
 */
export class Broker implements Bus {
  readonly disturbed: Disturbed = { duplicates: 0, reordered: 0, again: 0 };
  readonly #groups = new Map<string, Group>();
  readonly #chances: Chances;
  readonly #faults: Faults;

  constructor(random: Chances, faults: Faults) {
    this.#chances = random;
    this.#faults = faults;
  }

  publish: Bus['publish'] = async (topic, messages) => {
    for (const { topics, types, waiting } of this.#groups.values()) {
      if (topics.includes(topic)) waiting.push(...messages.filter(({ type }) => !types || types.includes(type)));
    }
  };

  subscribe: Bus['subscribe'] = async (topics, name, handler, { types } = {}) => {
    const known = this.#groups.get(name);
    if (known) known.handler = handler;
    else this.#groups.set(name, { name, topics, types, waiting: [], handler });
    return { group: name, caughtUp: async () => undefined, lag: async () => 0, pause: () => undefined, resume: () => undefined, stop: async () => undefined };
  };

  close = async (): Promise<void> => undefined;

  /** Whether a message waits for anybody. */
  get isBusy(): boolean {
    return [...this.#groups.values()].some(({ waiting }) => waiting.length > 0);
  }

  /** Delivers one message to one group, in a calm not again once it was handled. @returns what it did, in words. @throws RangeError where nothing waits */
  async deliver({ isCalm = false } = {}): Promise<string> {
    const busy = [...this.#groups.values()].filter(({ waiting }) => waiting.length > 0);
    const group = this.#chances.oneOf(busy);
    const { key } = this.#chances.oneOf(group.waiting);
    const place = group.waiting.findIndex((one) => one.key === key);
    const message = group.waiting[place] as Message;
    if (place > 0) this.disturbed.reordered += 1;
    const told = `${group.name} is told ${message.id}`;
    try {
      await group.handler(message);
      this.#faults.at('before a place on the bus moves');
    } catch {
      this.disturbed.again += 1;
      return `${told}, to no avail`;
    }
    if (!isCalm && this.#chances.next() < DUPLICATE) this.disturbed.duplicates += 1;
    else group.waiting.splice(place, 1);
    return told;
  }
}
