import type { Filter, Page, Position, Recorded } from '../log.ts';
import { wantedBy } from '../tail.ts';
import type { Questions } from './questions.ts';
import type { Stored } from './stored.ts';

/** Reads the whole log page by page. */
export class Pages {
  readonly #questions: Questions;
  readonly #recorded: (event: Stored) => Promise<Recorded>;

  /** @param recorded tells the place and the recorded time of an event */
  constructor(questions: Questions, recorded: (event: Stored) => Promise<Recorded>) {
    this.#questions = questions;
    this.#recorded = recorded;
  }

  /** The wanted events after a position, up to another that was followed, at most so many; and how far was looked. */
  async page({ categories, types }: Filter, after: Position, until: Position, limit: number): Promise<Page> {
    if (categories?.length === 0 || types?.length === 0) return { events: [], through: until };
    const isWanted = wantedBy({ ...(categories && { categories }), ...(types && { types }) });
    const events: Recorded[] = [];
    for await (const recorded of this.#after(categories, after, limit)) {
      if (recorded.position > until) break;
      if (isWanted(recorded)) events.push(recorded);
      if (events.length === limit) return { events, through: recorded.position };
    }
    return { events, through: until };
  }

  /** Reads on after a position to the end of the log. The event at it comes along each time, and those that were recorded in one transaction with it. */
  async *#after(categories: Filter['categories'], after: Position, atOnce: number): AsyncIterable<Recorded> {
    let at = after;
    for (let most = atOnce + 1; ; most *= 2) {
      let seen = 0;
      for await (const stored of this.#questions.all(categories, at, most)) {
        seen += 1;
        const recorded = await this.#recorded(stored);
        if (recorded.position <= at) continue;
        at = recorded.position;
        yield recorded;
      }
      if (seen < most) return;
    }
  }
}
