import { categoryOf } from '@patto/contracts';
import type { Filter, Page, Position, Recorded } from './log.ts';

/** So many of the last events are kept: what a busy second records, and all that followers at the head ask for. */
const MOST_EVENTS = 4_096;
/** Not more text than this, in UTF-16 units: 16 MiB of it, though a single event may be 64 KiB long. */
const MOST_TEXT = 8 * 1024 * 1024;

/**
 * The events recorded last, in memory: all who follow the log at its head are handed the same ones, so that each is read from no file and parsed once.
 * It holds what was recorded without a gap, up to the last that was added.
 */
export class Tail {
  #events: Recorded[] = [];
  #text = 0;

  /** Takes in what was committed just now. */
  add(committed: readonly Recorded[]): void {
    for (const event of committed) {
      this.#events.push(event);
      this.#text += event.body.length;
    }
    // It is let grow to twice of what is kept, so that cutting it is seldom.
    if (this.#events.length > 2 * MOST_EVENTS || this.#text > 2 * MOST_TEXT) this.#cut();
  }

  clear(): void {
    this.#events = [];
    this.#text = 0;
  }

  /** The wanted among the events after a position, up to another, at most so many; nothing where the tail does not reach back so far. */
  page(isWanted: (event: Recorded) => boolean, after: Position, until: Position, limit: number): Page | undefined {
    const first = this.#events[0]?.position ?? until + 1;
    if (after + 1 < first || after >= until) return undefined;
    const events: Recorded[] = [];
    for (let at = after + 1 - first; at <= until - first; at += 1) {
      const event = this.#events[at] as Recorded;
      if (!isWanted(event)) continue;
      events.push(event);
      if (events.length === limit) return { events, through: event.position };
    }
    return { events, through: until };
  }

  #cut(): void {
    let from = Math.max(0, this.#events.length - MOST_EVENTS);
    this.#text = this.#events.slice(from).reduce((sum, { body }) => sum + body.length, 0);
    for (; this.#text > MOST_TEXT; from += 1) this.#text -= this.#events[from]?.body.length ?? 0;
    this.#events = this.#events.slice(from);
  }
}

/** Whether an event is among those that a filter asks for. */
export const wantedBy = ({ categories, types }: Filter): ((event: Recorded) => boolean) => {
  const [among, of] = [categories && new Set(categories), types && new Set(types)];
  return ({ stream, type }) => (!of || of.has(type)) && (!among || among.has(categoryOf(stream)));
};
