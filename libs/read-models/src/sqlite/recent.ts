import type { Doc } from '../documents.ts';

/** So many documents of a collection are kept parsed: what a page of 1,000 events touches, twice; a few MiB. */
const MOST_RECENT = 2_048;

export interface Kept {
  /** The number of its row. */
  readonly number: number;
  readonly doc: Doc;
  /** What it is found by, as the table holds it. */
  readonly entries: string;
}

/** The documents that were read or written last, since the next page of events often touches them again. */
export class Recent {
  readonly #kept = new Map<string, Kept>();

  get(id: string): Kept | undefined {
    const kept = this.#kept.get(id);
    if (kept) {
      this.#kept.delete(id);
      this.#kept.set(id, kept);
    }
    return kept;
  }

  set(id: string, kept: Kept): void {
    this.#kept.delete(id);
    this.#kept.set(id, kept);
    if (this.#kept.size <= MOST_RECENT) return;
    const [oldest] = this.#kept.keys();
    if (oldest !== undefined) this.#kept.delete(oldest);
  }

  delete(id: string): void {
    this.#kept.delete(id);
  }

  clear(): void {
    this.#kept.clear();
  }
}
