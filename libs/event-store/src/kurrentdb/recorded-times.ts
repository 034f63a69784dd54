import { BEFORE_FIRST, type Position } from '../log.ts';

/** A mark so often: a question by time reads at most so many events from there. */
const MARK_EVERY = 1_000;

/** The recorded times of all positions, the running maximum of the events' own times; kept as the marks and the exceptions among them. */
export class RecordedTimes {
  readonly #later = new Map<Position, number>();
  readonly #marks: { readonly position: Position; readonly recordedAt: number }[] = [];
  #latest = Number.NEGATIVE_INFINITY;

  /** The recorded time of the last position, in milliseconds. */
  get latest(): number {
    return this.#latest;
  }

  /** Takes in the next event of the log. */
  add(position: Position, time: number): void {
    if (time < this.#latest) this.#later.set(position, this.#latest);
    else this.#latest = time;
    if (position % MARK_EVERY === 0) this.#marks.push({ position, recordedAt: this.#latest });
  }

  /** The recorded time of an event that was taken in. */
  at(position: Position, time: number): number {
    return this.#later.get(position) ?? time;
  }

  /** A position recorded by an instant, from which the last such is not far; -1 where there is none. */
  markBefore(instant: number): Position {
    let [low, high] = [0, this.#marks.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#marks[middle]?.recordedAt ?? 0) <= instant) low = middle + 1;
      else high = middle;
    }
    return this.#marks[low - 1]?.position ?? BEFORE_FIRST;
  }
}
