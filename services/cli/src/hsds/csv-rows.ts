import { createReadStream } from 'node:fs';
import { CsvError, parse } from 'csv-parse/sync';
import type { Report } from './report.ts';

/** A row of a CSV file and the line on which it begins, from 1. */
export interface CsvRow {
  readonly cells: readonly string[];
  readonly line: number;
}

interface Line {
  readonly text: string;
  readonly number: number;
}

const MOST_LINES_PER_ROW = 500; // No description has so many; a quotation mark that is still open then was never closed.

/**
 * The rows of a CSV file, the header first, one at a time. A row that cannot be read is reported with its line and field, and reading goes
 * on with the next *line*, so that one quotation mark too many costs one row and not the rest of the file.
 */
export async function* csvRows(path: string, file: string, report: Report): AsyncGenerator<CsvRow> {
  const lines = linesOf(path);
  const waiting: Line[] = [];
  const nextLine = async (): Promise<Line | undefined> => waiting.shift() ?? (await lines.next()).value ?? undefined;
  let width: number | undefined;

  for (let first = await nextLine(); first; first = await nextLine()) {
    if (first.text.trim() === '') continue;
    const taken = [first];
    let isOpen = opensQuote(first.text);
    while (isOpen && taken.length < MOST_LINES_PER_ROW) {
      const more = await nextLine();
      if (!more) break;
      taken.push(more);
      isOpen = isOpen !== opensQuote(more.text);
    }
    const read = cellsOf(taken);
    if (read.cells && (width === undefined || read.cells.length === width)) {
      width ??= read.cells.length;
      yield { cells: read.cells, line: first.number };
      continue;
    }
    const { column, reason } = read.cells ? wrongWidth(read.cells.length, width ?? 0) : read;
    report.reject({ file, line: first.number, column }, reason);
    waiting.unshift(...taken.slice(1));
  }
}

const opensQuote = (text: string): boolean => (text.split('"').length - 1) % 2 === 1;

const REASONS: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'A quotation mark is opened and not closed.',
  CSV_INVALID_CLOSING_QUOTE: 'A quotation mark is closed and something other than a comma follows.',
  INVALID_OPENING_QUOTE: 'A quotation mark stands in the middle of a field.',
};

interface Fault {
  readonly cells?: undefined;
  readonly column: number;
  readonly reason: string;
}

const wrongWidth = (width: number, expected: number): Fault => ({
  column: Math.min(width, expected),
  reason: `The row has ${width} fields; the header has ${expected}.`,
});

const cellsOf = (lines: readonly Line[]): { readonly cells: readonly string[] } | Fault => {
  const whole = lines
    .map(({ text }) => text)
    .join('\n')
    .replace(/^\uFEFF/, '');
  if (!whole.includes('"')) return { cells: whole.split(',') }; // Nothing to interpret; in a large directory most rows are like this.
  try {
    const rows = parse(whole, { relax_column_count: true }) as string[][];
    return rows[0] && rows.length === 1 ? { cells: rows[0] } : { column: 1, reason: 'The line breaks of this row are not those of one row.' };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const { column } = error as CsvError & { readonly column?: unknown };
    return { column: typeof column === 'number' ? column + 1 : 1, reason: REASONS[error.code] ?? 'The row is not valid CSV.' };
  }
};

/** The lines of a text file, without their ends, whether these are LF or CRLF. */
async function* linesOf(path: string): AsyncGenerator<Line, undefined> {
  let rest = '';
  let number = 0;
  for await (const chunk of createReadStream(path, 'utf8')) {
    const lines = (rest + String(chunk)).split('\n');
    rest = lines.pop() ?? '';
    for (const text of lines) yield { text: text.replace(/\r$/, ''), number: ++number };
  }
  if (rest !== '') yield { text: rest.replace(/\r$/, ''), number: number + 1 };
}
