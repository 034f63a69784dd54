import { type By, type Channel, declarationOf, type EventClass, type Facts, type Initiative } from '@patto/contracts';

/** What a fold is told about an event beside its facts. */
export interface About {
  readonly id: string;
  readonly revision: number;
  /** When it was recorded, RFC 3339. */
  readonly time: string;
  readonly happenedAt: string;
  readonly by: By;
  readonly initiative: Initiative;
  readonly channel: Channel;
}

export type EventClasses = { readonly [name: string]: EventClass };

/** How each event moves the state. An event without a fold, or a fold without an event, does not compile; personal content is not there. */
export type Evolve<State, Events extends EventClasses> = {
  readonly [Name in keyof Events]: (state: State, facts: Facts<InstanceType<Events[Name]>>, about: About) => State;
};

/** One consistency boundary: the events of a stream category and the state that decisions need of them. */
export interface Aggregate<State = unknown, Events extends EventClasses = EventClasses> {
  readonly category: string;
  readonly service: string;
  readonly events: Events;
  readonly initial: State;
  readonly evolve: (state: State, name: string, facts: unknown, about: About) => State;
}

/** An aggregate of these events, folded from `initial`; all of its events belong to one category. */
export const aggregate = <State, Events extends EventClasses>(events: Events, initial: State, evolve: Evolve<State, Events>): Aggregate<State, Events> => {
  const declared = Object.values(events).map(declarationOf);
  const [first] = declared;
  if (!first) throw new Error('An aggregate has events.');
  const stranger = declared.find(({ category, service }) => category !== first.category || service !== first.service);
  if (stranger) throw new Error(`${stranger.type} does not belong to ${first.service}.${first.category}.`);
  const folds = evolve as Record<string, (state: State, facts: unknown, about: About) => State>;
  return {
    category: first.category,
    service: first.service,
    events,
    initial,
    evolve: (state, name, facts, about) => {
      const fold = folds[name];
      if (!fold) throw new Error(`${first.category} does not know the event ${name}.`);
      return fold(state, facts, about);
    },
  };
};

/** An event that a decision wants recorded. Personal members are in clear here; they are sealed before it is stored. */
export interface Decided<Class extends EventClass = EventClass> {
  readonly class: Class;
  readonly data: InstanceType<Class>;
}

/** An event with its data, checked against its declaration by the compiler. */
export const event = <Class extends EventClass>(declared: Class, data: InstanceType<Class>): Decided<Class> => ({ class: declared, data });
