import type { Recorded } from '../log.ts';
import type { Questions } from './questions.ts';
import type { Watch } from './watch.ts';

/** Reads streams, with the place of each event in the whole log. */
export class Streams {
  readonly #questions: Questions;
  readonly #watch: Watch;

  constructor(questions: Questions, watch: Watch) {
    this.#questions = questions;
    this.#watch = watch;
  }

  /** The events of a stream from a revision on, at most so many, as the server has them now. */
  async *read(stream: string, from: number, most: number): AsyncIterable<Recorded> {
    for await (const event of this.#questions.stream(stream, from, most)) yield this.#watch.recorded(event, await this.#watch.placed(event));
  }

  /** Events that the server was said to hold, once they were followed: mostly from memory, since they were recorded just now. */
  async held(stream: string, from: number, count: number): Promise<readonly Recorded[]> {
    const last = await this.#watch.placed({ stream, revision: from + count - 1 });
    const first = await this.#watch.placed({ stream, revision: from });
    const kept = this.#watch.tail.page((event) => event.stream === stream, first - 1, last, count);
    if (kept) return kept.events;
    const events: Recorded[] = [];
    for await (const event of this.read(stream, from, count)) events.push(event);
    return events;
  }
}
