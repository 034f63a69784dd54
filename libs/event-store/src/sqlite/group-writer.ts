import { categoryOf } from '@patto/contracts';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { type Appended, type EventLog, LogStopped, Recorded } from '../log.ts';
import type { Request } from '../request.ts';
import type { Reader, Tip } from './reader.ts';
import { refusalOf } from './refusal.ts';
import { INSERT } from './schema.ts';
import { StreamHeads } from './stream-heads.ts';
import { messageOf } from './unusable.ts';

/** One commit takes at most so many appends: enough to share the cost of a sync, few enough to keep the loop free for others. */
const MOST_BATCH = 256;

interface Waiting extends Request {
  readonly resolve: (appended: Appended) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Group commit: every append that comes until the loop's next turn joins one transaction. Each gets a verdict of its own before
 * any of its rows is written, so that nothing is ever undone for a neighbour. Nobody is answered before the commit.
 */
export class GroupWriter {
  readonly #reader: Reader;
  readonly #committed: () => void;
  readonly #onFatal: (error: Error) => void;
  readonly #heads = new StreamHeads();
  readonly #begin: StatementSync;
  readonly #insert: StatementSync;
  readonly #commit: StatementSync;
  readonly #database: DatabaseSync;
  #waiting: Waiting[] = [];
  #scheduled = false;
  #stopped: LogStopped | undefined;

  constructor(database: DatabaseSync, reader: Reader, committed: () => void, onFatal: (error: Error) => void) {
    this.#database = database;
    this.#reader = reader;
    this.#committed = committed;
    this.#onFatal = onFatal;
    this.#begin = database.prepare('BEGIN IMMEDIATE');
    this.#insert = database.prepare(INSERT);
    this.#commit = database.prepare('COMMIT');
  }

  append: EventLog['append'] = (stream, expected, events, options) =>
    new Promise((resolve, reject) => {
      if (this.#stopped) return reject(this.#stopped);
      this.#waiting.push({ stream, expected, events, options, resolve, reject });
      this.#schedule();
    });

  /** The revision of a stream, asked of the file only when it is not remembered. */
  readonly revisionOf = (stream: string): number => {
    let revision = this.#heads.get(stream);
    if (revision === undefined) {
      revision = this.#reader.revision(stream);
      this.#heads.set(stream, revision);
    }
    return revision;
  };

  commitWaiting(): void {
    while (this.#waiting.length > 0) this.#commitBatch();
  }

  /** Commits what waits, then takes nothing more. */
  finish(why: string): void {
    this.commitWaiting();
    this.#stopped ??= new LogStopped(why);
  }

  /**
   * Lets this work have the file for itself; appends are refused until it has ended, and for good when it fails.
   * @throws LogStopped when the log had stopped before; what the work throws
   */
  async alone(work: () => Promise<void>): Promise<void> {
    if (this.#stopped) throw this.#stopped;
    this.finish('The event log is not restored to its end.');
    try {
      await work();
    } finally {
      this.#forget();
    }
    this.#stopped = undefined;
  }

  /** From here on the file is asked again. */
  #forget(): void {
    this.#heads.clear();
    this.#reader.forget();
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      if (this.#waiting.length > 0) this.#commitBatch();
      if (this.#waiting.length > 0) this.#schedule();
    });
  }

  #commitBatch(): void {
    const batch = this.#waiting.splice(0, MOST_BATCH);
    const answers: (() => void)[] = [];
    const recorded: Recorded[] = [];
    try {
      this.#begin.run();
      let tip = this.#reader.tip();
      for (const request of batch) {
        const refusal = refusalOf(request, tip.recordedAt, this.revisionOf, this.#reader);
        if (refusal) {
          answers.push(() => request.reject(refusal));
          continue;
        }
        tip = this.#record(request, tip, recorded);
        const appended = { revision: request.expected + request.events.length, position: tip.position, ids: request.events.map(({ id }) => id) };
        answers.push(() => request.resolve(appended));
      }
      this.#commit.run();
      this.#reader.moved(tip, recorded);
    } catch (error) {
      this.#stop(batch, error);
      return;
    }
    for (const answer of answers) answer();
    this.#committed();
  }

  #record({ stream, expected, events, options }: Request, tip: Tip, recorded: Recorded[]): Tip {
    let { position, recordedAt } = tip;
    let revision = expected;
    const category = categoryOf(stream);
    for (const { id, type, time, body, publicEnd } of events) {
      position += 1;
      revision += 1;
      recordedAt = Math.max(recordedAt, time);
      this.#insert.run(position, recordedAt, revision, publicEnd, category, type, stream, options.command, id, body);
      recorded.push(new Recorded(position, stream, revision, type, recordedAt, body, publicEnd));
    }
    this.#heads.set(stream, revision);
    return { position, recordedAt };
  }

  #stop(batch: readonly Waiting[], cause: unknown): void {
    const stopped = new LogStopped(`A write to the event log failed (${messageOf(cause)}). Nothing more is recorded until a restart.`, { cause });
    this.#stopped = stopped;
    this.#forget();
    const unanswered = [...batch, ...this.#waiting.splice(0)];
    try {
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
    } catch {
      // The file is in a state that only the next opening can tell; the first error is the one to report.
    }
    for (const { reject } of unanswered) reject(stopped);
    this.#onFatal(stopped);
  }
}
