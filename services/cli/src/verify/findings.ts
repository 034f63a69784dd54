/** One thing that does not fit, with its place. */
export interface Finding {
  /** The file, as it is named below the data folder or the URL. */
  readonly file: string;
  /** The position in the log where it is about events, and the last one of a run of them. */
  readonly position?: number;
  lastPosition?: number;
  readonly what: string;
}

const MOST_FINDINGS = 200; // more than a person reads; the rest is counted

/** Collects findings; the same thing at neighbouring positions is one finding. */
export class Findings {
  readonly list: Finding[] = [];
  more = 0;
  readonly #latest = new Map<string, Finding>();

  add(file: string, what: string, position?: number): void {
    const name = `${file}\n${what}`;
    const latest = this.#latest.get(name);
    const last = latest?.lastPosition ?? latest?.position;
    if (latest && (position === undefined || last === position || last === position - 1)) {
      if (position !== undefined && position !== latest.position) latest.lastPosition = position;
      return;
    }
    if (this.list.length >= MOST_FINDINGS) {
      this.more += 1;
      return;
    }
    const finding: Finding = position === undefined ? { file, what } : { file, position, what };
    this.#latest.set(name, finding);
    this.list.push(finding);
  }
}
