import { setTimeout as delay } from 'node:timers/promises';
import { BEFORE_FIRST, type Checkpoints, type EventLog, News, type Position } from '@patto/event-store';
import type { Bus, Handler, Message, SubscribeOptions, Subscription } from './bus.ts';
import { handleByKey, MOST_IN_HAND } from './by-key.ts';
import { messageOf } from './message.ts';

/** The wait before a message that failed is brought again; it doubles up to the longest. */
const FIRST_WAIT_MS = 50;
const LONGEST_WAIT_MS = 5_000;

export interface LogBusParts {
  readonly log: EventLog;
  /** Where topics and groups stand. */
  readonly checkpoints: Checkpoints;
  /** The stream categories of which a topic tells. */
  readonly categoriesOf: (topic: string) => readonly string[];
  /** Told of each failure of a handler, or of the bus itself; the message comes again. */
  readonly onTrouble: (trouble: { readonly group: string; readonly topic: string; readonly error: unknown }) => void;
}

/**
 * The embedded bus: reads the log in process. The messages are durable in the log already, so publishing says durably how far a
 * topic has been published, and wakes the groups; each reads the log from its own place up to there.
 */
export const logBus = ({ log, checkpoints, categoriesOf, onTrouble }: LogBusParts): Bus => {
  const news = new News();
  const running = new Map<string, Subscription>();
  const groups = new Set<string>();
  /** How far each topic has been published; nobody else publishes on this log. */
  const places = new Map<string, Position>();
  const published = (topic: string): Position => places.get(topic) ?? BEFORE_FIRST;
  const recall = async (topic: string): Promise<void> => {
    if (places.has(topic)) return;
    const place = (await checkpoints.load(`topic:${topic}`))?.position ?? BEFORE_FIRST;
    if (!places.has(topic)) places.set(topic, place);
  };

  const listen = async (topic: string, group: string, handler: Handler, { types, from }: SubscribeOptions): Promise<Subscription> => {
    const name = `group:${group}:${topic}`;
    const categories = categoriesOf(topic);
    const stopping = new AbortController();
    const moved = new News();
    const resumed = new News();
    let isPaused = false;
    await recall(topic);
    let place = (await checkpoints.load(name))?.position ?? (from === 'first' ? BEFORE_FIRST : published(topic));
    await checkpoints.save(name, place);

    const move = async (to: Position): Promise<void> => {
      await checkpoints.save(name, to);
      place = to;
      moved.announce();
    };

    /** Tries until it works; says whether it did before the group was stopped. */
    const persist = async (work: () => Promise<void>): Promise<boolean> => {
      for (let wait = FIRST_WAIT_MS; !stopping.signal.aborted; wait = Math.min(2 * wait, LONGEST_WAIT_MS)) {
        try {
          await work();
          return true;
        } catch (error) {
          onTrouble({ group, topic, error });
          await delay(wait, undefined, { signal: stopping.signal }).catch(() => {});
        }
      }
      return false;
    };

    /** Waits while the group is paused. */
    const rest = async (): Promise<void> => {
      while (isPaused && !stopping.signal.aborted) await resumed.next(stopping.signal);
    };

    const deliver = async (message: Message): Promise<boolean> => {
      await rest();
      return persist(() => handler(message));
    };

    /** The next messages, and the position that the group has come to with them. */
    const following = async (through: Position): Promise<{ readonly page: readonly Message[]; readonly reaches: Position }> => {
      const page: Message[] = [];
      for await (const recorded of log.readAll({ after: place, categories, limit: MOST_IN_HAND, ...(types ? { types } : {}) })) {
        if (recorded.position <= through) page.push(messageOf(recorded));
      }
      return { page, reaches: page.length < MOST_IN_HAND ? through : (page.at(-1)?.position ?? through) };
    };

    const catchUp = async (): Promise<void> => {
      const through = published(topic);
      while (place < through && !stopping.signal.aborted) {
        const { page, reaches } = await following(through);
        const handled = await handleByKey(page, deliver);
        await move(handled === page.length ? reaches : (page[handled - 1]?.position ?? place));
      }
    };

    const run = async (): Promise<void> => {
      while (!stopping.signal.aborted) {
        if (place < published(topic)) await persist(catchUp);
        else await news.next(stopping.signal);
      }
    };
    const done = run();

    return {
      group,
      caughtUp: async () => {
        const through = published(topic);
        while (place < through && !stopping.signal.aborted) await moved.next(stopping.signal);
      },
      lag: async () => Math.max(0, published(topic) - place),
      pause: () => {
        isPaused = true;
      },
      resume: () => {
        isPaused = false;
        resumed.announce();
      },
      stop: async () => {
        stopping.abort();
        await done;
      },
    };
  };

  return {
    publish: async (topic, messages) => {
      const last = messages.at(-1);
      await recall(topic);
      if (!last || last.position <= published(topic)) return;
      await checkpoints.save(`topic:${topic}`, last.position);
      places.set(topic, last.position);
      news.announce();
    },
    subscribe: async (topics, group, handler, options = {}) => {
      if (groups.has(group)) throw new Error(`The group ${group} is at work already.`);
      groups.add(group);
      const all = await Promise.all(topics.map((topic) => listen(topic, group, handler, options)));
      const subscription: Subscription = {
        group,
        caughtUp: async () => {
          await Promise.all(all.map((one) => one.caughtUp()));
        },
        lag: async () => (await Promise.all(all.map((one) => one.lag()))).reduce((sum, lag) => sum + lag, 0),
        pause: () => {
          for (const one of all) one.pause();
        },
        resume: () => {
          for (const one of all) one.resume();
        },
        stop: async () => {
          await Promise.all(all.map((one) => one.stop()));
          running.delete(group);
          groups.delete(group);
        },
      };
      running.set(group, subscription);
      return subscription;
    },
    close: async () => {
      await Promise.all([...running.values()].map((one) => one.stop()));
    },
  };
};
