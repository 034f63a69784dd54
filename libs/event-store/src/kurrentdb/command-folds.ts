import type { Outcome, Recorded } from '../log.ts';
import type { Pages } from './pages.ts';
import type { Streams } from './streams.ts';
import type { Watch } from './watch.ts';

/** So many streams are remembered: those that a busy hour writes to. */
const MOST_STREAMS = 4_096;

/** What the commands of one stream recorded, up to a revision. */
export interface CommandFold {
  readonly revision: number;
  of(command: string): Outcome | undefined;
}

/** Knows by their events which commands were recorded: the server compares event ids only, and only at the head of a stream. */
export class CommandFolds {
  readonly #streams: Streams;
  readonly #pages: Pages;
  readonly #watch: Watch;
  readonly #folds = new Map<string, Fold>();

  constructor(streams: Streams, pages: Pages, watch: Watch) {
    [this.#streams, this.#pages, this.#watch] = [streams, pages, watch];
  }

  /** What a command recorded, in whichever stream, as far as the whole log was followed. */
  async outcome(command: string): Promise<Outcome | undefined> {
    const position = this.#watch.order.firstOf(command);
    if (position === undefined) return undefined;
    const { events } = await this.#pages.page({}, position - 1, position, 1);
    return events[0] && (await this.upToDate(events[0].stream)).of(command);
  }

  /** What is remembered of a stream; it may be behind, never ahead. */
  remembered(stream: string): CommandFold {
    return this.#of(stream);
  }

  /** Reads on to the end of a stream. */
  async upToDate(stream: string): Promise<CommandFold> {
    const fold = this.#of(stream);
    for await (const event of this.#streams.read(stream, fold.revision + 1, Number.MAX_SAFE_INTEGER)) fold.take(event);
    return fold;
  }

  /** Takes in so many events that the server was said to hold, from a revision on, not far from what is remembered. @returns their texts */
  async takeIn(stream: string, from: number, count: number): Promise<readonly string[]> {
    const events = await this.#streams.held(stream, from, count);
    const fold = this.#of(stream);
    for (const event of events) fold.take(event);
    return events.map(({ body }) => body);
  }

  #of(stream: string): Fold {
    const fold = this.#folds.get(stream) ?? new Fold();
    this.#folds.delete(stream);
    this.#folds.set(stream, fold); // The one that was used last is forgotten last.
    const [oldest] = this.#folds.keys();
    if (this.#folds.size > MOST_STREAMS && oldest !== undefined) this.#folds.delete(oldest);
    return fold;
  }
}

class Fold implements CommandFold {
  readonly #outcomes = new Map<string, Outcome>();
  revision = 0;

  of(command: string): Outcome | undefined {
    return this.#outcomes.get(command);
  }

  /** Takes in the next event of the stream; one that it knows, and one that is not the next, is left. */
  take({ stream, revision, position, event }: Recorded): void {
    if (revision !== this.revision + 1) return;
    const { id, commandid: command } = event;
    const { ids = [], digest = event.commanddigest } = this.#outcomes.get(command) ?? {};
    this.#outcomes.set(command, { stream, revision, position, ids: [...ids, id], digest });
    this.revision = revision;
  }
}
