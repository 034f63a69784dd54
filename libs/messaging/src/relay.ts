import { BEFORE_FIRST, type Checkpoints, type Follower } from '@patto/event-store';
import { type Bus, topicOf } from './bus.ts';
import { messageOf } from './message.ts';

export interface RelayParts {
  readonly bus: Bus;
  readonly service: string;
  /** The stream categories that belong to the service. */
  readonly categories: readonly string[];
  readonly checkpoints: Checkpoints;
}

/**
 * Tells what a service recorded: publishes the public form of its events, waits until the bus has them, moves on. It must not skip,
 * so it halts at what it cannot publish; after a crash it publishes a page again, which listeners take by its ids.
 */
export const relay = ({ bus, service, categories, checkpoints }: RelayParts): Follower => {
  const name = `relay:${service}`;
  return {
    name,
    filter: { categories },
    position: async () => (await checkpoints.load(name))?.position ?? BEFORE_FIRST,
    tried: (position) => checkpoints.tried(name, position),
    handle: async ({ events, through }) => {
      if (events.length > 0) await bus.publish(topicOf(service), events.map(messageOf));
      await checkpoints.save(name, through);
    },
  };
};
