import type { Filter, Page, Position, Recorded } from '../log.ts';
import { NotThere } from '../outage.ts';
import { wantedBy } from '../tail.ts';
import type { Questions } from './questions.ts';
import type { Watch } from './watch.ts';

/** Reads the whole log page by page: what was recorded last from memory, all before from the server. */
export class Pages {
  readonly #questions: Questions;
  readonly #watch: Watch;

  constructor(questions: Questions, watch: Watch) {
    this.#questions = questions;
    this.#watch = watch;
  }

  /**
   * The wanted events after a position, up to another that was followed, at most so many; and how far was looked.
   * @throws NotThere where the server that answers does not have them all
   */
  async page({ categories, types }: Filter, after: Position, until: Position, limit: number): Promise<Page> {
    if (categories?.length === 0 || types?.length === 0) return { events: [], through: until };
    const isWanted = wantedBy({ ...(categories && { categories }), ...(types && { types }) });
    const kept = this.#watch.tail.page(isWanted, after, until, limit);
    if (kept) return kept;
    const events: Recorded[] = [];
    for await (const recorded of this.#after(categories, after, until, limit)) {
      if (isWanted(recorded)) events.push(recorded);
      if (events.length === limit) return { events, through: recorded.position };
    }
    await this.#refuseBehind(until);
    return { events, through: until };
  }

  /** Reads on after a position up to another. The event at it comes along each time, and those that were recorded in one transaction with it. */
  async *#after(categories: Filter['categories'], after: Position, until: Position, atOnce: number): AsyncIterable<Recorded> {
    const { order } = this.#watch;
    let at = after;
    for (let most = atOnce + 1; ; most *= 2) {
      let seen = 0;
      for await (const stored of this.#questions.all(categories, order.offsetOf(at), most)) {
        seen += 1;
        const position = order.of(stored) ?? Number.POSITIVE_INFINITY; // What was not followed yet is after all that was.
        if (position > until) return;
        if (position <= at) continue;
        at = position;
        yield this.#watch.recorded(stored, position);
      }
      if (seen < most) return;
    }
  }

  /** A node of a cluster may be behind the one that is followed: what it does not have it leaves out without a word. */
  async #refuseBehind(until: Position): Promise<void> {
    for await (const { position } of this.#after(undefined, until - 1, until, 1)) if (position === until) return;
    throw new NotThere('The node of KurrentDB that answers is behind the one that is followed.');
  }
}
