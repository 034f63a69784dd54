import type { Place } from './report.ts';

/** The text of one JSON object of a file, not parsed yet, and where it begins. */
export interface JsonText extends Place {
  readonly text: string;
}

const PAGE = /"contents"\s*:\s*$/; // What HSDS 3.0 calls the list in a page.

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
    let from = 0;
    for (let index = 0; index < chunk.length; index += 1) {
      const character = chunk.charCodeAt(index);
      this.#column += 1;
      if (character === NEW_LINE) {
        this.#line += 1;
        this.#column = 0;
        if (this.isLineByLine && this.#isInRecord) {
          yield this.#cut(chunk.slice(from, index));
          this.#depth = 0;
        }
      } else if (this.#isInString) this.#goOnInString(character);
      else if (character === QUOTE) this.#isInString = true;
      else if (character === OPEN_OBJECT) {
        if (this.#depth === this.#around && !this.#isInRecord) {
          this.#begin();
          from = index;
        }
        this.#depth += 1;
      } else if (character === OPEN_LIST) {
        if (this.#depth === 0) this.#around = 1;
        else if (this.#depth === 1 && this.#isInRecord && PAGE.test((this.#text + chunk.slice(from, index)).slice(-200))) this.#beginPage();
        this.#depth += 1;
      } else if (character === CLOSE_OBJECT || character === CLOSE_LIST) {
        this.#depth = Math.max(0, this.#depth - 1);
        if (this.#isInRecord && this.#depth === this.#around) yield this.#cut(chunk.slice(from, index + 1));
        else if (this.#depth < this.#around) this.#around = 0;
      }
    }
    if (this.#isInRecord) this.#text += chunk.slice(from);
  }

  #begin(): void {
    this.#isInRecord = true;
    this.#text = '';
    this.place = { file: this.file, line: this.#line, column: this.#column };
  }

  #beginPage(): void {
    this.#isInRecord = false;
    this.#text = '';
    this.#around = 2;
  }

  #cut(end: string): JsonText {
    const text = this.#text + end;
    this.#text = '';
    this.#isInRecord = false;
    this.#isInString = false;
    this.#isEscaped = false;
    return { ...this.place, text };
  }

  #goOnInString(character: number): void {
    if (this.#isEscaped) this.#isEscaped = false;
    else if (character === BACKSLASH) this.#isEscaped = true;
    else if (character === QUOTE) this.#isInString = false;
  }
}

const [NEW_LINE, QUOTE, BACKSLASH, OPEN_OBJECT, CLOSE_OBJECT, OPEN_LIST, CLOSE_LIST] = [...'\n"\\{}[]'].map((each) => each.charCodeAt(0)) as [
  number,
  number,
  number,
  number,
  number,
  number,
  number,
];
