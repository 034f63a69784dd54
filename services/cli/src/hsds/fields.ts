import { LONGEST_WORD, MOST_WORDS } from '@patto/contracts';
import type { Table } from './names.ts';
import type { Report } from './report.ts';
import type { Stage, Staged } from './stage.ts';
import { cutTo, listOf } from './text.ts';

/** Reads the fields of staged rows that all kinds of records have alike, and warns of what it cuts or drops. */
export class Fields {
  constructor(
    readonly stage: Stage,
    readonly report: Report,
    /** For hours that say no zone of their own. */
    readonly timezone: string,
  ) {}

  /** A text of at most so many characters. */
  text(from: Staged, column: string, longest: number): string | undefined {
    const text = from.row[column];
    if (text && text.length > longest) this.report.warn(this.stage.placeOf(from, column), `The ${column} is cut to ${longest} characters.`);
    return text && cutTo(longest, text);
  }

  /** The id of a record that may be missing. */
  reference(from: Staged, column: string, table: Table): string | undefined {
    const id = from.row[column];
    if (!id || !this.stage.isMissing(table, id)) return id;
    this.report.warn(this.stage.placeOf(from, column), `What the ${column} names is not there; the reference is dropped.`);
    return undefined;
  }

  /** The distinct texts of a field or of the rows that stand for it, each cut, at most so many. */
  list(from: Staged, column: string, longest: number, texts: readonly string[], most = MOST_WORDS): readonly string[] {
    const distinct = [...new Set(texts.map((text) => cutTo(longest, text)))];
    if (distinct.length > most) this.report.warn(this.stage.placeOf(from, column), `Of the ${column} only the first ${most} are kept.`);
    return distinct.slice(0, most);
  }

  /** The languages of a service or location, by name or by code. */
  languages(table: Table, from: Staged): readonly string[] {
    const rows = this.stage.children(table, from.row.id as string, 'languages').flatMap(({ row }) => row.name ?? []);
    return this.list(from, 'languages', LONGEST_WORD, [...listOf(from.row.languages), ...rows]);
  }

  /** The telephone numbers, without fax machines and without those of contact persons. */
  phones(table: Table, from: Staged): readonly string[] {
    const rows = this.stage.children(table, from.row.id as string, 'phones').map(({ row }) => row);
    const numbers = rows.flatMap(({ number, extension, type }) =>
      number && type !== 'fax' ? number.replaceAll('"', '') + (extension ? ` ext. ${extension}` : '') : [],
    );
    return this.list(from, 'phones', LONGEST_WORD, numbers);
  }
}

/** The content without its empty members. */
export const present = <Content extends object>(content: Content): Content => JSON.parse(JSON.stringify(content)) as Content;
