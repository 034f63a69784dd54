import type { CloudEvent } from '@patto/contracts';
import type { Outcome, Position } from '../log.ts';
import type { Questions } from './questions.ts';
import type { Stored } from './stored.ts';

/** So many streams are remembered: those that a busy hour writes to. */
const MOST_STREAMS = 4_096;

/** What the commands of one stream recorded, up to a revision. */
export interface CommandFold {
  readonly revision: number;
  of(command: string): Outcome | undefined;
}

/** Knows by their events which commands were recorded in which stream: the server compares event ids only, and only at the head of a stream. */
export class CommandFolds {
  readonly #questions: Questions;
  readonly #placed: (event: Stored) => Promise<Position>;
  readonly #folds = new Map<string, Fold>();

  /** @param placed tells the position of an event */
  constructor(questions: Questions, placed: (event: Stored) => Promise<Position>) {
    this.#questions = questions;
    this.#placed = placed;
  }

  /** What is remembered of a stream; it may be behind, never ahead. */
  remembered(stream: string): CommandFold {
    return this.#of(stream);
  }

  /** Reads on to the end of a stream. */
  async upToDate(stream: string): Promise<CommandFold> {
    const fold = this.#of(stream);
    await this.#read(fold, stream, fold.revision + 1, Number.MAX_SAFE_INTEGER);
    return fold;
  }

  /** Reads so many events of a stream from a revision on, not far from what is remembered. @returns their texts */
  async reread(stream: string, from: number, count: number): Promise<readonly string[]> {
    return this.#read(this.#of(stream), stream, from, count);
  }

  async #read(fold: Fold, stream: string, from: number, most: number): Promise<readonly string[]> {
    const bodies: string[] = [];
    for await (const event of this.#questions.stream(stream, from, most)) {
      fold.take(event, await this.#placed(event));
      bodies.push(event.body);
    }
    return bodies;
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
  take({ revision, command, id, body }: Stored, position: Position): void {
    if (revision !== this.revision + 1) return;
    const { ids = [], digest = (JSON.parse(body) as CloudEvent).commanddigest } = this.#outcomes.get(command) ?? {};
    this.#outcomes.set(command, { revision, position, ids: [...ids, id], digest });
    this.revision = revision;
  }
}
