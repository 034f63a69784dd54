import type { Position } from '@patto/event-store';

/** One event as listeners are told it. */
export interface Message {
  /** The id of the event, the same at every delivery. */
  readonly id: string;
  /** The stream: messages of one key come in order. */
  readonly key: string;
  readonly type: string;
  /** Where it stands in the log. */
  readonly position: Position;
  /** The event's attributes as a broker carries them beside the body, `ce_…`, and its place as `patto-position`. */
  readonly headers: Readonly<Record<string, string>>;
  /** The public form: the recorded text without its sealed part. */
  readonly body: string;
}

/** Takes one message; the bus moves on when it resolves, and brings the message again when it fails. */
export type Handler = (message: Message) => Promise<void>;

export interface SubscribeOptions {
  /** Only messages of these types; all where it is left out. */
  readonly types?: readonly string[];
  /** Where a group begins that is new to a topic: at what is published `next`, or at the `first` message that there is. Left out: next. */
  readonly from?: 'next' | 'first';
}

/** A group at work. */
export interface Subscription {
  /** The group's name. */
  readonly group: string;
  /** Resolves when the group has handled all that had been published when this was called. */
  caughtUp(): Promise<void>;
  /** How much is published that the group has not handled yet: messages, or for the embedded bus positions of the log. */
  lag(): Promise<number>;
  /** Takes no further message and keeps its place and its share, until it is resumed. */
  pause(): void;
  resume(): void;
  /** Takes no further message; resolves when the one in hand is done. */
  stop(): Promise<void>;
}

/**
 * What services tell each other: at least once, in order for each key. Every engine passes the suite in `@patto/messaging/conformance`.
 */
export interface Bus {
  /** Resolves when the bus has the messages for good. They come in order of position. */
  publish(topic: string, messages: readonly Message[]): Promise<void>;

  /**
   * Delivers topics to a group, one message at a time for each key. The place of a group is durable and moves on after the handler
   * resolved; a group that is new to a topic starts at what is published next, unless it asks for all. Members of a group in several
   * processes share its messages, each key with one of them at a time.
   */
  subscribe(topics: readonly string[], group: string, handler: Handler, options?: SubscribeOptions): Promise<Subscription>;

  /** Stops all subscriptions. */
  close(): Promise<void>;
}

/** The topic of what a service tells. */
export const topicOf = (service: string): string => `patto.${service}.v1`;
