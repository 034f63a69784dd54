/** What a server was given to keep. */
export interface FakeRecord {
  readonly stream: string;
  readonly id: string;
  readonly type: string;
  readonly data: Uint8Array;
}

/** What it keeps: its place in its stream, from 0, and in the server's log, as offsets of bytes. */
export interface FakeEvent extends FakeRecord {
  readonly revision: number;
  readonly prepare: number;
  readonly commit: number;
}

/** Where a stream has to be: its last revision, or -1 where it must not exist. */
export interface FakeCheck {
  readonly stream: string;
  readonly expected: number;
}

export type FakeVerdict = { readonly violations: readonly (FakeCheck & { readonly index: number; readonly actual: number })[] } | undefined;

/** A stream state that is always right. */
export const ANY = -2;
/** What the server's own records take before the first event. */
const FIRST_AT = 1_000;
/** The frame of a record in the log, in bytes. */
const FRAME = 64;

/** The log of the fake: in memory, one append after another. It does with revisions, positions and repeated event ids what the server is known to do. */
export class FakeEvents {
  readonly all: FakeEvent[] = [];
  readonly #streams = new Map<string, FakeEvent[]>();
  readonly #listeners = new Set<() => void>();
  readonly #hasCommitRecords: boolean;
  #end = FIRST_AT;

  /** @param hasCommitRecords whether an append of several streams is a transaction whose events share the place of its commit */
  constructor(hasCommitRecords: boolean) {
    this.#hasCommitRecords = hasCommitRecords;
  }

  stream(name: string): readonly FakeEvent[] {
    return this.#streams.get(name) ?? [];
  }

  /** The index of the first event that is not before a place. */
  indexFrom(commit: number, prepare: number): number {
    let [low, high] = [0, this.all.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const event = this.all[middle] as FakeEvent;
      if (event.commit < commit || (event.commit === commit && event.prepare < prepare)) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Records all or nothing. What is repeated at the place where it stands already, by its event ids, is a success again. */
  append(records: readonly FakeRecord[], checks: readonly FakeCheck[]): FakeVerdict {
    const violations = checks
      .map((check, index) => ({ ...check, index, actual: this.stream(check.stream).length - 1 }))
      .filter(({ expected, actual }) => expected !== ANY && expected !== actual);
    if (violations.length === 0) {
      this.#record(records);
      return undefined;
    }
    return checks.some((check) => this.#isRepeated(records, check)) ? undefined : { violations };
  }

  /** Another's event, or one of the server itself. */
  recordAnothers(stream: string, data = '{}'): void {
    this.#record([{ stream, id: crypto.randomUUID(), type: 'Other', data: Buffer.from(data) }]);
  }

  /** Takes all but the last event of a stream out of the log, as a scavenge does with one that was deleted. */
  scavenge(stream: string): void {
    const kept = this.stream(stream).at(-1);
    this.all.splice(0, this.all.length, ...this.all.filter((event) => event.stream !== stream || event === kept));
  }

  /** Forgets the last event, as a server does that is restored from a backup. */
  forgetLast(): void {
    const last = this.all.pop();
    if (last) this.#streams.set(last.stream, this.stream(last.stream).slice(0, -1));
  }

  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #isRepeated(records: readonly FakeRecord[], { stream, expected }: FakeCheck): boolean {
    const own = records.filter((record) => record.stream === stream);
    return own.length > 0 && own.every(({ id }, index) => this.stream(stream)[expected + 1 + index]?.id === id);
  }

  #record(records: readonly FakeRecord[]): void {
    const prepares = records.map(({ data }) => {
      const place = this.#end;
      this.#end += FRAME + data.length;
      return place;
    });
    const commit = this.#hasCommitRecords ? this.#end : undefined;
    if (commit !== undefined) this.#end += FRAME;
    for (const [index, record] of records.entries()) {
      const prepare = prepares[index] as number;
      const stream = this.#streams.get(record.stream) ?? [];
      const event = { ...record, revision: stream.length, prepare, commit: commit ?? prepare };
      stream.push(event);
      this.#streams.set(record.stream, stream);
      this.all.push(event);
    }
    for (const listener of this.#listeners) listener();
  }
}
