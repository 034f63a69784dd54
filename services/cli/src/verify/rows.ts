import { constants, copyFileSync, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { type LogName, Unreadable } from './sealed-files.ts';

/** The event database of a log, below the data folder. */
export const databaseOf = (log: LogName): string => `${log}.sqlite`;

/** One row: the bytes of the event, and the columns that must say the same. */
export interface Row {
  readonly position: number;
  readonly recorded_at: number;
  readonly revision: number;
  readonly public_end: number;
  readonly category: string;
  readonly type: string;
  readonly stream: string;
  readonly command: string;
  readonly id: string;
  /** Cast to a BLOB, so that bytes which are not UTF-8 come as they are. */
  readonly body: Uint8Array;
}

const ALL_ROWS = `SELECT position, recorded_at, revision, public_end, category, type, stream, command, id, CAST(body AS BLOB) AS body
  FROM event ORDER BY position`;
const MOST_FAULTS = 20; // of the file's own structure: enough to see that it is broken
const COPY = 'copy.sqlite';
const MOST_COPIES = 5; // of a file that changes while it is copied

/** The rows of an event database, read without a byte being written beside it. */
export class Rows {
  #rows: Iterator<unknown>;
  #next: Row | undefined;
  /** Rows read so far, the last position, and why reading ended early, where it did. */
  count = 0;
  last = -1;
  fault: string | undefined;

  constructor(
    /** How a person finds the file: its path below the data folder. */
    readonly name: string,
    readonly database: DatabaseSync,
    readonly folder: string | undefined,
  ) {
    this.#rows = this.database.prepare(ALL_ROWS).iterate();
    this.#advance();
  }

  /** The next row, which stays the next until it is taken. */
  get next(): Row | undefined {
    return this.#next;
  }

  take(): Row | undefined {
    const row = this.#next;
    if (row) this.#advance();
    return row;
  }

  /** What SQLite itself says about the file: broken pages, indexes that say something else than their table. */
  structureFaults(): string[] {
    try {
      const said = this.database.prepare(`PRAGMA integrity_check(${MOST_FAULTS})`).all() as { integrity_check: string }[];
      return said.map(({ integrity_check: fault }) => fault).filter((fault) => fault !== 'ok');
    } catch (error) {
      return [(error as Error).message];
    }
  }

  close(): void {
    this.database.close();
    if (this.folder) rmSync(this.folder, { recursive: true });
  }

  #advance(): void {
    try {
      const { value, done } = this.#rows.next() as IteratorResult<Row, undefined>;
      this.#next = done ? undefined : value;
    } catch (error) {
      this.#next = undefined;
      this.fault = (error as Error).message;
    }
    if (!this.#next) return;
    this.count += 1;
    this.last = this.#next.position;
  }
}

/** Opens the event database of a log to read. @throws Unreadable where it is missing or no event database */
export const openRows = (data: string, log: LogName): Rows => {
  const name = databaseOf(log);
  const file = join(data, name);
  if (!existsSync(file)) throw new Unreadable(`${file} is missing. Is ${data} a data folder of Patto, or a copy of one?`);
  let folder: string | undefined;
  let database: DatabaseSync | undefined;
  try {
    // What was committed last may stand in the write-ahead log only. SQLite writes beside a file with one, so it gets a copy.
    folder = hasBytes(`${file}-wal`) ? copied(file) : undefined;
    database = folder ? new DatabaseSync(join(folder, COPY)) : new DatabaseSync(`${pathToFileURL(file).href}?immutable=1`, { readOnly: true });
    return new Rows(name, database, folder);
  } catch (error) {
    database?.close();
    if (folder) rmSync(folder, { recursive: true });
    throw new Unreadable(`${file} cannot be read as an event database: ${(error as Error).message}`);
  }
};

const hasBytes = (file: string): boolean => (statSync(file, { throwIfNoEntry: false })?.size ?? 0) > 0;

/** A copy of database and write-ahead log in a folder of its own; made again where the database changed meanwhile. */
const copied = (file: string): string => {
  const folder = mkdtempSync(join(tmpdir(), 'patto-verify-'));
  for (let copies = 1; ; copies++) {
    const before = statSync(file).mtimeMs;
    copyFileSync(file, join(folder, COPY), constants.COPYFILE_FICLONE);
    if (existsSync(`${file}-wal`)) copyFileSync(`${file}-wal`, join(folder, `${COPY}-wal`), constants.COPYFILE_FICLONE);
    if (statSync(file).mtimeMs === before) return folder;
    if (copies === MOST_COPIES) {
      rmSync(folder, { recursive: true });
      throw new Error('it changes while it is read. Verify the running one by its URL, or a copied folder.');
    }
  }
};
