import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import { BEFORE_FIRST, type Filter, type Outcome, type Page, type Position, Recorded } from '../log.ts';
import { outcomeOf } from '../outcome-of.ts';
import { Tail, wantedBy } from '../tail.ts';

const COLUMNS = 'position, stream, revision, type, recorded_at, body, public_end';
/** A filtered page looks through at most so many positions, about 10 ms, before others get their turn. */
const MOST_SCANNED = 10_000;

type Row = { position: number; stream: string; revision: number; type: string; recorded_at: number; body: string; public_end: number };

/** The last place of the log. */
export interface Tip {
  readonly position: Position;
  /** In milliseconds. */
  readonly recordedAt: number;
}

/** The questions that the log asks its file. Each answer is whole when it is given: no statement stays open. */
export class Reader {
  readonly #database: DatabaseSync;
  readonly #tip: StatementSync;
  readonly #revision: StatementSync;
  readonly #outcome: StatementSync;
  readonly #stream: StatementSync;
  readonly #recordedAt: StatementSync;
  #last: Tip | undefined; // Right only while there is one writer, like the writer's own memory of revisions.
  readonly #tail = new Tail();
  readonly #pages = new Map<string, StatementSync>();

  constructor(database: DatabaseSync) {
    this.#database = database;
    this.#tip = database.prepare('SELECT position, recorded_at FROM event ORDER BY position DESC LIMIT 1');
    this.#revision = database.prepare('SELECT revision FROM event WHERE stream = ? ORDER BY revision DESC LIMIT 1');
    this.#outcome = database.prepare(`SELECT ${COLUMNS} FROM event WHERE command = ? ORDER BY position`);
    this.#stream = database.prepare(`SELECT ${COLUMNS} FROM event WHERE stream = ? AND revision BETWEEN ? AND ? ORDER BY revision LIMIT ?`);
    this.#recordedAt = database.prepare('SELECT recorded_at FROM event WHERE position = ?');
  }

  /** The last position and its recorded time, asked of the file only when it is not remembered. */
  tip(): Tip {
    if (this.#last) return this.#last;
    const row = this.#tip.get() as { position: number; recorded_at: number } | undefined;
    this.#last = row ? { position: row.position, recordedAt: row.recorded_at } : { position: BEFORE_FIRST, recordedAt: 0 };
    return this.#last;
  }

  /** The writer has committed these, up to here. */
  moved(tip: Tip, committed: readonly Recorded[]): void {
    this.#last = tip;
    this.#tail.add(committed);
  }

  /** Nothing is known of what the writer did: the file is asked. */
  forget(): void {
    this.#last = undefined;
    this.#tail.clear();
  }

  revision(stream: string): number {
    const row = this.#revision.get(stream) as { revision: number } | undefined;
    return row?.revision ?? 0;
  }

  outcome(command: string): Outcome | undefined {
    return outcomeOf((this.#outcome.all(command) as Row[]).map(recorded));
  }

  stream(stream: string, from: number, to: number, limit: number): Recorded[] {
    return (this.#stream.all(stream, from, to, limit) as Row[]).map(recorded);
  }

  /** How to read the whole log through a filter, page by page: after a position, up to another, at most so many events. */
  pages(filter: Filter): (after: Position, until: Position, limit: number) => Page {
    const { categories, types } = filter;
    const wanted: SQLInputValue[] = [...(categories ?? []), ...(types ?? [])];
    const isWanted = wantedBy(filter);
    return (after, until, limit) => {
      const remembered = this.#tail.page(isWanted, after, until, limit);
      if (remembered) return remembered;
      const through = Math.min(after + MOST_SCANNED, until);
      const events = (this.#filtered(filter).all(after, through, ...wanted, limit) as Row[]).map(recorded);
      return { events, through: events.length === limit ? (events.at(-1)?.position ?? through) : through };
    };
  }

  /** Filters differ by what they ask for, and hardly by shape. */
  #filtered({ categories, types }: Filter): StatementSync {
    const sql = `SELECT ${COLUMNS} FROM event WHERE position > ? AND position <= ?${oneOf('category', categories)}${oneOf('type', types)} ORDER BY position LIMIT ?`;
    const statement = this.#pages.get(sql) ?? this.#database.prepare(sql);
    this.#pages.set(sql, statement);
    return statement;
  }

  /** The recorded time never falls as the position grows, so halving finds the instant. */
  positionAt(instant: number): Position {
    let [known, beyond] = [BEFORE_FIRST, this.tip().position + 1];
    while (beyond - known > 1) {
      const middle = known + Math.floor((beyond - known) / 2);
      const { recorded_at } = this.#recordedAt.get(middle) as { recorded_at: number };
      if (recorded_at <= instant) known = middle;
      else beyond = middle;
    }
    return known;
  }
}

const recorded = (row: Row): Recorded => new Recorded(row.position, row.stream, row.revision, row.type, row.recorded_at, row.body, row.public_end);

const oneOf = (column: string, values: readonly string[] | undefined): string =>
  values === undefined ? '' : ` AND ${column} IN (${values.map(() => '?').join(', ')})`;
