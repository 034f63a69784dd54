import { setImmediate as nextTurn } from 'node:timers/promises';
import { type AppendOptions, BEFORE_FIRST, type EventLog, type Filter, type NewEvent, type Page, type Position, type Recorded } from '../log.ts';
import { GroupWriter } from './group-writer.ts';
import { News } from '../news.ts';
import { type OpenDatabase, openDatabase } from './open.ts';
import { Reader } from './reader.ts';
import { restoreInto } from './restore.ts';

/** Rows that one query brings: the cost of a query is spread, and the loop is held for a few milliseconds only. */
const PAGE = 1_000;

export interface SqliteLogOptions {
  /** The path of the file of events; its folder is made where it is missing. Beside it stands `<file>.lock`. */
  readonly file: string;
  /** Called once when a write has failed: the process must stop, because only a new start knows what the disk holds. */
  readonly onFatal: (error: Error) => void;
}

/**
 * Opens the event log in one SQLite file, as its only writer.
 * @throws LogUnusable when the file, its folder or the library is not fit for it; the message says the remedy
 */
export const openSqliteLog = ({ file, onFatal }: SqliteLogOptions): EventLog => new SqliteLog(openDatabase(file), onFatal);

class SqliteLog implements EventLog {
  readonly capabilities = { densePositions: true, guards: 'atomic' } as const;
  readonly #open: OpenDatabase;
  readonly #reader: Reader;
  readonly #writer: GroupWriter;
  readonly #news = new News();
  #closed = false;

  constructor(open: OpenDatabase, onFatal: (error: Error) => void) {
    this.#open = open;
    this.#reader = new Reader(open.database);
    this.#writer = new GroupWriter(open.database, this.#reader, () => this.#news.announce(), onFatal);
  }

  append(stream: string, expected: number, events: readonly NewEvent[], options: AppendOptions) {
    return this.#writer.append(stream, expected, events, options);
  }

  async outcome(command: string) {
    return this.#reader.outcome(command);
  }

  async *read(stream: string, range: { readonly from?: number; readonly to?: number; readonly limit?: number } = {}): AsyncIterable<Recorded> {
    const { from = 1, to = Number.MAX_SAFE_INTEGER, limit = Number.MAX_SAFE_INTEGER } = range;
    let [next, left] = [from, limit];
    while (left > 0) {
      const wanted = Math.min(PAGE, left);
      const events = this.#reader.stream(stream, next, to, wanted);
      yield* events;
      if (events.length < wanted) return;
      left -= events.length;
      next += events.length;
      await nextTurn();
    }
  }

  async *readAll({ after = BEFORE_FIRST, limit = Number.MAX_SAFE_INTEGER, ...filter }: Filter & { readonly after?: Position; readonly limit?: number } = {}) {
    const page = this.#reader.pages(filter);
    const until = this.#reader.tip().position;
    let [at, left] = [after, limit];
    while (at < until && left > 0) {
      const { events, through } = page(at, until, Math.min(PAGE, left));
      yield* events;
      left -= events.length;
      at = through;
      if (at < until) await nextTurn();
    }
  }

  async *subscribe(from: Filter & { readonly after?: Position; readonly pageSize?: number }, signal: AbortSignal): AsyncIterable<Page> {
    const { after = BEFORE_FIRST, pageSize = PAGE, ...filter } = from;
    const page = this.#reader.pages(filter);
    let at = after;
    while (!signal.aborted && !this.#closed) {
      const until = this.#reader.tip().position;
      if (at >= until) {
        await this.#news.next(signal);
        continue;
      }
      const found = page(at, until, pageSize);
      at = found.through;
      yield found;
      if (at < until) await nextTurn();
    }
  }

  async head() {
    return this.#reader.tip().position;
  }

  async revision(stream: string) {
    return this.#writer.revisionOf(stream);
  }

  async positionAt(instant: number) {
    return this.#reader.positionAt(instant);
  }

  async restore(bodies: AsyncIterable<string>) {
    this.#writer.commitWaiting();
    if (this.#reader.tip().position !== BEFORE_FIRST) throw new Error('Only an empty event log can be restored into. Choose an empty data folder.');
    await this.#writer.alone(() => restoreInto(this.#open.database, this.#reader, bodies));
    this.#news.announce();
  }

  async close() {
    if (this.#closed) return;
    this.#writer.finish('The event log is closed.');
    this.#closed = true;
    this.#reader.forget(); // Who reads a log that is closed is told so, and not what is remembered of it.
    this.#open.close();
    this.#news.announce();
  }
}
