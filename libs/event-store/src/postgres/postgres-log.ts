import { type Connection, connect, placeOf, PostgresUnusable, quoted, refuseUnlessCurrent, refuseUnlessDurable, unusable } from '@patto/postgres';
import { hostname } from 'node:os';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { type AppendOptions, BEFORE_FIRST, type EventLog, type Filter, type NewEvent, type Page, type Position, type Recorded } from '../log.ts';
import { wantedBy } from '../tail.ts';
import { GroupWriter } from './group-writer.ts';
import { Questions } from './questions.ts';
import { restoreInto } from './restore.ts';
import { EVENTS_SCHEMA, logSchema } from './schema.ts';
import { Watch } from './watch.ts';
import { WriterSession } from './writer-session.ts';

/** Rows that one question brings. */
const PAGE = 1_000;
/** So many of the last positions are looked at for gaps when the log is opened. */
const TAIL = 1_000;

export interface PostgresLogOptions {
  /** Of the service's own role: `postgres://role:password@host/database`. A connection of its own to the server, without a pooler between. */
  readonly url: string;
  /** The service that writes; the server shows it as `patto <service>@<host>:<process>`. */
  readonly service: string;
  /** The stream categories that it records; its role has to be allowed all of them. */
  readonly categories: readonly string[];
  /** Called once when it is not known whether a write took place, or the database refused one: the process must stop. */
  readonly onFatal: (error: Error) => void;
  /** `EVENTS_SCHEMA` where it is left out; `ACCESSES_SCHEMA` is the log of accesses. */
  readonly schema?: string;
  /** Told who holds up all writers; a warning of the process where it is left out. */
  readonly warn?: (sentence: string) => void;
}

/**
 * Opens the event log in a database that `preparePostgres` made ready. Several processes may write; each keeps one session for it.
 * @throws PostgresUnusable when the server, its settings, the schema or the role are not fit for it; the message says the remedy
 */
export const openPostgresLog = async (options: PostgresLogOptions): Promise<EventLog> => {
  const { url, schema = EVENTS_SCHEMA } = options;
  try {
    const checking = await connect({ url, name: nameOf(options) });
    try {
      await refuseUnlessDurable(checking, placeOf(url));
      await refuseUnlessCurrent(checking, logSchema(schema), placeOf(url));
      return new PostgresLog(options, await headOf(checking, options));
    } finally {
      await checking.close();
    }
  } catch (error) {
    throw unusable(url, error);
  }
};

const nameOf = ({ service }: PostgresLogOptions): string => `patto ${service}@${hostname()}:${process.pid}`;

/** The head of a log that is whole, and that this role may write to. */
const headOf = async (checking: Connection, { url, schema = EVENTS_SCHEMA, service, categories }: PostgresLogOptions): Promise<Position> => {
  const its = quoted(schema);
  const refuse = (why: string): never => {
    throw new PostgresUnusable(`${schema} of ${placeOf(url)} ${why}`);
  };
  const [found] = await checking.ask<{ position: number; is_restoring: boolean; may: string[]; role: string }>({
    text: `SELECT position, is_restoring, ARRAY(SELECT category FROM ${its}.writer WHERE role = session_user) AS may, session_user AS role FROM ${its}.head`,
  });
  const { position = BEFORE_FIRST, is_restoring, may = [], role } = found ?? {};
  if (is_restoring) refuse('was not restored to its end. Drop the database, prepare it anew and restore the export again.');
  const missing = categories.filter((category) => !may.includes(category));
  if (missing.length > 0) refuse(`lets ${role} not record ${missing.join(', ')}. Run \`patto db prepare\`, and start ${service} with the URL of its own role.`);
  const [tail] = await checking.ask<{ count: number }>({
    text: `SELECT count(*) AS count FROM ${its}.event WHERE position > $1`,
    values: [position - TAIL],
  });
  if (tail?.count !== Math.min(position + 1, TAIL)) refuse(`has a gap before position ${position}. Restore a copy and verify it before you start again.`);
  return position;
};

class PostgresLog implements EventLog {
  readonly capabilities = { densePositions: true, guards: 'atomic' } as const;
  readonly #schema: string;
  readonly #session: WriterSession;
  readonly #questions: Questions;
  readonly #watch: Watch;
  readonly #writer: GroupWriter;
  #closing: Promise<void> | undefined;

  constructor(options: PostgresLogOptions, head: Position) {
    const { url, schema = EVENTS_SCHEMA, onFatal, warn = (sentence) => process.emitWarning(sentence) } = options;
    const name = nameOf(options);
    this.#schema = schema;
    this.#session = new WriterSession(url, name, schema);
    this.#questions = new Questions(url, `${name} reads`, schema);
    this.#watch = new Watch(this.#questions, head, url, `${name} listens`, schema);
    const [session, questions] = [this.#session, this.#questions];
    this.#writer = new GroupWriter({ session, questions, schema, committed: (recorded) => this.#watch.add(recorded), onFatal, warn });
  }

  append(stream: string, expected: number, events: readonly NewEvent[], options: AppendOptions) {
    return this.#writer.append(stream, expected, events, options);
  }

  outcome(command: string) {
    return this.#questions.outcome(command);
  }

  async *read(stream: string, range: { readonly from?: number; readonly to?: number; readonly limit?: number } = {}): AsyncIterable<Recorded> {
    const { from = 1, to = Number.MAX_SAFE_INTEGER, limit = Number.MAX_SAFE_INTEGER } = range;
    let [next, left] = [from, limit];
    while (left > 0) {
      const wanted = Math.min(PAGE, left);
      const events = await this.#questions.stream(stream, next, to, wanted);
      yield* events;
      if (events.length < wanted) return;
      left -= events.length;
      next += events.length;
    }
  }

  async *readAll({ after = BEFORE_FIRST, limit = Number.MAX_SAFE_INTEGER, ...filter }: Filter & { readonly after?: Position; readonly limit?: number } = {}) {
    const until = await this.#questions.head();
    let [at, left] = [after, limit];
    while (at < until && left > 0) {
      const { events, through } = await this.#questions.page(filter, at, until, Math.min(PAGE, left));
      yield* events;
      left -= events.length;
      at = through;
    }
  }

  async *subscribe(from: Filter & { readonly after?: Position; readonly pageSize?: number }, signal: AbortSignal): AsyncIterable<Page> {
    const { after = BEFORE_FIRST, pageSize = PAGE, ...filter } = from;
    const isWanted = wantedBy(filter);
    let at = after;
    while (!signal.aborted && !this.#closing) {
      const until = this.#watch.tip;
      if (at >= until) {
        await this.#watch.news.next(signal);
        continue;
      }
      const found = this.#watch.tail.page(isWanted, at, until, pageSize) ?? (await this.#questions.page(filter, at, until, pageSize));
      at = found.through;
      yield found;
      if (at < until) await nextTurn();
    }
  }

  head() {
    return this.#questions.head();
  }

  revision(stream: string) {
    return this.#questions.revision(stream);
  }

  positionAt(instant: number) {
    return this.#questions.positionAt(instant);
  }

  async restore(bodies: AsyncIterable<string>) {
    if ((await this.head()) !== BEFORE_FIRST) throw new Error('Only an empty event log can be restored into. Choose an empty database.');
    await this.#writer.alone(async () => restoreInto(await this.#session.ready(), this.#schema, bodies));
    this.#watch.beginAt(await this.head());
  }

  close(): Promise<void> {
    this.#closing ??= (async () => {
      await this.#writer.finish('The event log is closed.');
      await this.#watch.close();
      await this.#session.close();
      await this.#questions.close();
    })();
    return this.#closing;
  }
}
