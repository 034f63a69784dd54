import type { Place } from './report.ts';

/** The text of one JSON object of a file, not parsed yet, and where it begins. */
export interface JsonText extends Place {
  readonly text: string;
}

const PAGE = /"contents"\s*:\s*$/; // What HSDS 3.0 calls the list in a page.

const LONGEST_PAGE_START = 200; // Characters: the member's name with spaces around its colon.

/**
 * Cuts JSON that comes in chunks into its records. It looks at brackets and strings only; what is between them is parsed later, so a
 * broken record costs no other one.
 */
export class Cutter {
  /** Where the record that is open, or was the last, begins. */
  place: Place;
  #line = 1;
  #column = 0;
  /** How many brackets are open. */
  #depth = 0;
  /** How many are open around each record: none, one in a list, two in a page. */
  #around = 0;
  /** Where in the present chunk the record goes on. */
  #from = 0;
  /** The record so far. */
  #text = '';
  #isInRecord = false;
  #isInString = false;
  #isEscaped = false;

  constructor(
    private readonly file: string,
    /** Whether no record reaches over the end of a line; one that does is given up there. */
    private readonly isLineByLine: boolean,
  ) {
    this.place = { file, line: 1, column: 1 };
  }

  get isOpen(): boolean {
    return this.#depth > 0;
  }

  get length(): number {
    return this.#text.length;
  }

  /** The records that this chunk completes. */
  *take(chunk: string): Generator<JsonText> {
    this.#from = 0;
    for (let index = 0; index < chunk.length; index += 1) {
      this.#column += 1;
      const cut = this.#step(chunk, index);
      if (cut) yield cut;
    }
    if (this.#isInRecord) this.#text += chunk.slice(this.#from);
  }

  #step(chunk: string, index: number): JsonText | undefined {
    const character = chunk[index];
    if (character === '\n') return this.#endLine(chunk, index);
    if (this.#isInString) return this.#goOnInString(character);
    if (character === '"') this.#isInString = true;
    else if (character === '{') this.#openObject(index);
    else if (character === '[') this.#openList(chunk, index);
    else if (character === '}' || character === ']') return this.#close(chunk, index);
    return undefined;
  }

  #endLine(chunk: string, index: number): JsonText | undefined {
    this.#line += 1;
    this.#column = 0;
    if (!this.isLineByLine || !this.#isInRecord) return undefined;
    this.#depth = 0;
    return this.#cut(chunk.slice(this.#from, index));
  }

  #openObject(index: number): void {
    if (this.#depth === this.#around && !this.#isInRecord) {
      this.#isInRecord = true;
      this.#text = '';
      this.#from = index;
      this.place = { file: this.file, line: this.#line, column: this.#column };
    }
    this.#depth += 1;
  }

  #openList(chunk: string, index: number): void {
    if (this.#depth === 0) this.#around = 1;
    else if (this.#depth === 1 && this.#isInRecord && PAGE.test((this.#text + chunk.slice(this.#from, index)).slice(-LONGEST_PAGE_START))) {
      this.#isInRecord = false;
      this.#text = '';
      this.#around = 2;
    }
    this.#depth += 1;
  }

  #close(chunk: string, index: number): JsonText | undefined {
    this.#depth = Math.max(0, this.#depth - 1);
    if (this.#isInRecord && this.#depth === this.#around) return this.#cut(chunk.slice(this.#from, index + 1));
    if (this.#depth < this.#around) this.#around = 0;
    return undefined;
  }

  #cut(end: string): JsonText {
    const text = this.#text + end;
    this.#text = '';
    this.#isInRecord = false;
    this.#isInString = false;
    this.#isEscaped = false;
    return { ...this.place, text };
  }

  #goOnInString(character: string | undefined): undefined {
    if (this.#isEscaped) this.#isEscaped = false;
    else if (character === '\\') this.#isEscaped = true;
    else if (character === '"') this.#isInString = false;
  }
}
