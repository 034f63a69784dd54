import { createHash } from 'node:crypto';
import type { Table } from './names.ts';

/** A place in an input file: of a CSV file `column` is the field's number, of a JSON file the character's; all from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Something of the input that was not taken as it is: a `rejected` row or record is left out, with a `warning` it is kept. */
export interface Notice extends Place {
  readonly severity: 'rejected' | 'warning';
  /** A sentence; it never repeats what a contact person's row says. */
  readonly reason: string;
}

const MOST_IGNORED_NAMES = 10_000; // Members of a JSON map may be named by ids; more need not be told apart.

/** What the reader noticed, gathered over a whole import. */
export class Report {
  readonly notices: Notice[] = [];
  /** How many contact persons were left out, and how many lines of personal attention, administrators' and editors' names beside them. */
  readonly discarded = { contactPersons: 0, personalDetails: 0 };
  readonly #ignored = new Set<string>();
  readonly #personal = new Set<string>();
  readonly #onNotice: ((notice: Notice) => void) | undefined;

  constructor(onNotice?: (notice: Notice) => void) {
    this.#onNotice = onNotice;
  }

  reject(place: Place, reason: string): void {
    this.#note({ severity: 'rejected', file: place.file, line: place.line, column: place.column, reason });
  }

  warn(place: Place, reason: string): void {
    this.#note({ severity: 'warning', file: place.file, line: place.line, column: place.column, reason });
  }

  /**
   * Whether a row is a contact person's, or says who edited what: it goes no further than here, where it is counted, once even if a JSON
   * file repeats it.
   */
  discards(table: Table, row: Readonly<Record<string, unknown>>): boolean {
    const isContact = table === 'contacts';
    if (!isContact && table !== 'metadata' && !(table === 'phones' && row.contact_id)) return false;
    const key = createHash('sha256')
      .update(JSON.stringify([table, row.id ?? row]))
      .digest('base64url');
    if (!this.#personal.has(key)) {
      this.#personal.add(key);
      if (isContact) this.discarded.contactPersons += 1;
      else if (table !== 'metadata' || row.updated_by) this.discarded.personalDetails += 1;
    }
    return true;
  }

  /** A column or member that nobody here knows. */
  ignore(file: string, name: string): void {
    if (this.#ignored.size < MOST_IGNORED_NAMES) this.#ignored.add(`${file}\t${name}`);
  }

  get ignoredColumns(): number {
    return this.#ignored.size;
  }

  count(severity: Notice['severity']): number {
    return this.notices.filter((notice) => notice.severity === severity).length;
  }

  #note(notice: Notice): void {
    this.notices.push(notice);
    this.#onNotice?.(notice);
  }
}
