import {
  type By,
  type Channel,
  type Circumstances,
  type CloudEvent,
  declarationOf,
  eventFacts,
  type EventClass,
  type Facts,
  type Initiative,
  type Sealed,
} from '@patto/contracts';

/** A recorded event as the event log gives it; only what a read model needs of it. */
export interface RecordedEvent {
  readonly position: number;
  readonly stream: string;
  readonly revision: number;
  readonly type: string;
  readonly body: string;
  /** Parsed when first asked for. */
  readonly event: CloudEvent;
}

/** A sealed part as documents hold it: whole, with the event that it belongs to, so that only an edge with the key can open it. */
export interface SealedPart extends Sealed {
  /** The id of its event. */
  readonly event: string;
  /** The type of its event. */
  readonly type: string;
}

/** What a handler is told about an event beside its facts. */
export interface Told {
  /** The id of the event. */
  readonly id: string;
  readonly stream: string;
  readonly position: number;
  readonly revision: number;
  /** When it was recorded, RFC 3339. */
  readonly time: string;
  readonly happenedAt: string;
  readonly by: By;
  readonly initiative: Initiative;
  readonly channel: Channel;
  /** The id of the document that is folded. */
  readonly key: string;
  /** The sealed content of a personal member, where the event has it. */
  sealed(part: string): SealedPart | undefined;
}

/**
 * How events become the documents of one collection, as a value. `View` is what `apply` keeps; `id` and `revision` are added to it.
 * `apply` is a pure function; `undefined` means that there is no such document (any more).
 */
export interface ReadModel<View extends object = object> {
  readonly name: string;
  /** Another version builds its own collection beside the old one. */
  readonly version: number;
  readonly indexes: readonly string[];
  /** The event types that it folds; undefined for all. */
  readonly types: readonly string[] | undefined;
  /** The ids of the documents that an event touches. */
  keys(event: RecordedEvent): readonly string[];
  apply(view: View | undefined, event: RecordedEvent, key: string): View | undefined;
}

// biome-ignore lint/suspicious/noExplicitAny: a list of read models holds different views; each is checked where it is made.
export type AnyReadModel = ReadModel<any>;

export type EventClasses = { readonly [name: string]: EventClass };

/** What one of these events says, as handlers get it. */
export type FactsOf<Events extends EventClasses, Name extends keyof Events> = Facts<InstanceType<Events[Name]>>;

/** How each event changes a document. An event without a handler, or a handler without an event, does not compile. */
export type Handlers<View, Events extends EventClasses> = {
  readonly [Name in keyof Events]: (view: View | undefined, facts: FactsOf<Events, Name>, told: Told) => View | undefined;
};

export interface ReadModelOptions<Events extends EventClasses> {
  readonly events: Events;
  /** Dotted paths that it is often searched or sorted by; a list is indexed by its members. */
  readonly indexes?: readonly string[];
  /** The id or ids of the documents that an event touches; the stream's id where it is left out. */
  readonly key?: (facts: { [Name in keyof Events]: FactsOf<Events, Name> }[keyof Events], told: Omit<Told, 'key'>) => string | readonly string[];
}

/** Documents folded from these events. Say what a document is by the type of `view` in one handler; it is open JSON otherwise. */
export const readModel = <const Events extends EventClasses, View extends object = { readonly [member: string]: unknown }>(
  name: string,
  version: number,
  { events, indexes = [], key }: ReadModelOptions<Events>,
  handlers: Handlers<View, NoInfer<Events>>,
): ReadModel<View> => {
  const byType = new Map<string, (view: View | undefined, facts: never, told: Told) => View | undefined>();
  for (const [member, declared] of Object.entries(events)) byType.set(declarationOf(declared).type, handlers[member as keyof Events]);
  return {
    name,
    version,
    indexes,
    types: [...byType.keys()],
    keys: (event) => (key ? [key(factsOf(event) as never, toldOf(event, ''))].flat() : [event.stream]),
    apply: (view, event, id) => {
      const handler = byType.get(event.type);
      return handler ? handler(view, factsOf(event) as never, toldOf(event, id)) : view;
    },
  };
};

export interface EveryEventOptions {
  readonly indexes?: readonly string[];
  /** The ids of the documents that an event touches; none for an event that does not matter. */
  readonly keys: (event: RecordedEvent) => readonly string[];
}

/** Documents folded from all events, by what their declarations say and not by their names. */
export const everyEvent = <View extends object>(
  name: string,
  version: number,
  { indexes = [], keys }: EveryEventOptions,
  apply: (view: View | undefined, event: RecordedEvent, key: string) => View | undefined,
): ReadModel<View> => ({ name, version, indexes, types: undefined, keys, apply });

/** What an event says by its own declaration: its data without circumstances and without sealed parts. */
export const factsOf = ({ event }: RecordedEvent): Record<string, unknown> => eventFacts(event);

/** What is told about an event to the fold of the document `key`. */
export const toldOf = ({ event, stream, position, revision }: RecordedEvent, key: string): Told => {
  const { by, initiative, channel, happenedAt }: Circumstances = event.data;
  return {
    id: event.id,
    stream,
    position,
    revision,
    time: event.time,
    happenedAt,
    by,
    initiative,
    channel,
    key,
    sealed: (part) => {
      const sealed = event.data.personal?.find((one) => one.part === part);
      return sealed && { event: event.id, type: event.type, ...sealed };
    },
  };
};
