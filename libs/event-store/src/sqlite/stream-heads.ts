/** So many streams' revisions are kept: about 10 MB at most, and more streams than a district touches in a day. */
const MOST_STREAMS = 65_536;

/** The revisions of the streams used last, so that an append need not ask the file for them. Right only while there is one writer. */
export class StreamHeads {
  readonly #revisions = new Map<string, number>();
  readonly #most: number;

  constructor(most = MOST_STREAMS) {
    this.#most = most;
  }

  get(stream: string): number | undefined {
    return this.#revisions.get(stream);
  }

  /** Remembers a revision; what was set longest ago makes room. */
  set(stream: string, revision: number): void {
    this.#revisions.delete(stream);
    this.#revisions.set(stream, revision);
    if (this.#revisions.size <= this.#most) return;
    for (const oldest of this.#revisions.keys()) {
      this.#revisions.delete(oldest);
      return;
    }
  }

  clear(): void {
    this.#revisions.clear();
  }
}
