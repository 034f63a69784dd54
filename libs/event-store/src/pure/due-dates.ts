import type { Facts, Instant } from '@patto/contracts';
import type { About, EventClasses } from './aggregate.ts';
import type { CommandCall } from './command.ts';

/** Something becomes due at `dueAt`, or nothing is due any more. */
export interface DueChange {
  /** Tells the dates of one stream apart: a commitment's id, a plain word where a stream has one date. */
  readonly key: string;
  readonly dueAt: Instant | undefined;
}

export interface Due {
  readonly stream: string;
  readonly key: string;
  readonly dueAt: Instant;
}

/** Dates that events set, move and lift, and the command that is due when one passes; the decision checks again. */
export interface DueDates {
  readonly name: string;
  readonly events: EventClasses;
  readonly changes: (name: string, facts: unknown, about: About & { readonly stream: string }) => readonly DueChange[];
  readonly then: (due: Due) => CommandCall;
}

type Changes<Events extends EventClasses> = {
  readonly [Name in keyof Events]: (facts: Facts<InstanceType<Events[Name]>>, about: About & { readonly stream: string }) => readonly DueChange[];
};

/** Declares due dates: how each event changes them, and what is to be done when one passes. */
export const dueDates = <Events extends EventClasses>(name: string, events: Events, changes: Changes<Events>, then: (due: Due) => CommandCall): DueDates => {
  const byName = changes as Record<string, (facts: unknown, about: unknown) => readonly DueChange[]>;
  return { name, events, changes: (event, facts, about) => byName[event]?.(facts, about) ?? [], then };
};
