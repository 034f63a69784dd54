import type { DatabaseSync, StatementSync } from 'node:sqlite';

/** What was written waits at most so long for its commit: a start after a crash folds again what half a second brought. */
const LONGEST_OPEN_MS = 500;
/** One commit takes at most so many documents, so that it holds the loop for some ten milliseconds. */
const MOST_WRITES = 10_000;

/**
 * The one transaction in which a database is written. Each piece of work is whole or not there at all, and is read at once; many of them are committed
 * together, since each document touches pages of indexes at random, and what touches a page again before the commit costs no further write.
 */
export class Transaction {
  readonly #db: DatabaseSync;
  readonly #begin: StatementSync;
  readonly #commit: StatementSync;
  readonly #save: StatementSync;
  readonly #release: StatementSync;
  #writes = 0;
  #timer: NodeJS.Timeout | undefined;
  #lost: Error | undefined;

  constructor(db: DatabaseSync) {
    this.#db = db;
    this.#begin = db.prepare('BEGIN IMMEDIATE');
    this.#commit = db.prepare('COMMIT');
    this.#save = db.prepare('SAVEPOINT work');
    this.#release = db.prepare('RELEASE work');
  }

  /**
   * Does all of it, or nothing.
   * @param writes about how many rows it writes
   * @throws what the work throws; once writes were lost that had been read already, that: only a new start knows what is there
   */
  run<Result>(work: () => Result, writes = 1): Result {
    this.refuseLost();
    if (!this.#db.isTransaction) this.#open();
    this.#save.run();
    let result: Result;
    try {
      result = work();
      this.#release.run();
    } catch (error) {
      if (this.#db.isTransaction) this.#db.exec('ROLLBACK TO work; RELEASE work');
      else this.#lose(error); // SQLite takes all of a transaction back where its disk is full or fails.
      throw error;
    }
    this.#writes += writes;
    if (this.#writes >= MOST_WRITES) this.commit();
    return result;
  }

  /** Makes everything durable that was done until now. @throws where it is lost */
  commit(): void {
    clearTimeout(this.#timer);
    this.refuseLost();
    if (!this.#db.isTransaction) return;
    try {
      this.#commit.run();
    } catch (error) {
      if (this.#db.isTransaction) this.#db.exec('ROLLBACK');
      throw this.#lose(error);
    }
  }

  /** Call it before what is there is read. @throws where writes were lost that had been read already */
  refuseLost(): void {
    if (this.#lost) throw this.#lost;
  }

  #open(): void {
    this.#begin.run();
    this.#writes = 0;
    this.#timer = setTimeout(() => {
      try {
        this.commit();
      } catch {
        // Whoever reads or writes next is told, and followers halt.
      }
    }, LONGEST_OPEN_MS).unref();
  }

  #lose(cause: unknown): Error {
    clearTimeout(this.#timer);
    this.#lost = new Error('What was written to the read models is lost. The next start folds it again from the log.', { cause });
    return this.#lost;
  }
}
