import { categoryOf, declarationOfType } from '@patto/contracts';
import type { Recorded } from '@patto/event-store';

/** What whoever looks sees of one stream: the last event by name, and the latest that any event said of each member. */
export interface Seen {
  readonly id: string;
  readonly last: string;
  readonly facts: { readonly [member: string]: unknown };
}

/** All streams of a category, in the order in which they began. */
export const seenIn = (events: readonly Recorded[], category: string): readonly Seen[] => {
  const seen = new Map<string, Seen>();
  for (const { stream, type, event } of events) {
    if (categoryOf(stream) !== category) continue;
    const facts = { ...seen.get(stream)?.facts, ...event.data };
    seen.set(stream, { id: stream, last: declarationOfType(type)?.name ?? type, facts });
  }
  return [...seen.values()];
};
