import { Rejection } from '@patto/contracts';
import type { DatabaseSync } from 'node:sqlite';
import { messageOf } from './open-database.ts';

/** The keyring could not write. After a write that was begun and failed it takes no other until a restart: what the disk holds is known only then. */
export class KeyringStopped extends Rejection {
  constructor(override readonly cause: unknown) {
    super('authority-unavailable', 'The keyring cannot be written; nothing was shown or recorded.');
  }
}

const stopped = (cause: unknown): KeyringStopped => new KeyringStopped(new Error(`A write to the keyring failed: ${messageOf(cause)}`, { cause }));

interface Waiting {
  /** Does the work and says how to answer it once it is durable. */
  readonly work: () => () => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Every write that comes until the loop's next turn joins one transaction, and is answered when that is durable. A work checks before it writes:
 * what it throws is its own answer and undoes nothing.
 */
export class Batch {
  readonly #database: DatabaseSync;
  /** Done first in each transaction. */
  readonly #first: () => void;
  #waiting: Waiting[] = [];
  #stopped: KeyringStopped | undefined;

  constructor(database: DatabaseSync, first: () => void) {
    this.#database = database;
    this.#first = first;
  }

  /** @throws KeyringStopped, and what the work throws */
  run<Result>(work: () => Result): Promise<Result> {
    const stopped = this.#stopped;
    if (stopped) return Promise.reject(stopped);
    return new Promise((resolve, reject) => {
      if (this.#waiting.length === 0) setImmediate(() => this.flush());
      const answered = () => {
        const result = work();
        return () => resolve(result);
      };
      this.#waiting.push({ work: answered, reject });
    });
  }

  /** Commits what waits, now. */
  flush(): void {
    const batch = this.#waiting.splice(0);
    if (batch.length === 0) return;
    const answers: (() => void)[] = [];
    try {
      this.#database.exec('BEGIN IMMEDIATE');
    } catch (error) {
      const busy = stopped(error); // Another process writes for too long; nothing was begun, so the next may well be written.
      for (const { reject } of batch) reject(busy);
      return;
    }
    try {
      this.#first();
      for (const { work, reject } of batch) {
        try {
          answers.push(work());
        } catch (error) {
          if (!this.#database.isTransaction) throw error; // A full disk, say, took the transaction with it.
          answers.push(() => reject(error));
        }
      }
      this.#database.exec('COMMIT');
    } catch (error) {
      this.#stop(batch, error);
      return;
    }
    for (const answer of answers) answer();
  }

  #stop(batch: readonly Waiting[], cause: unknown): void {
    const error = stopped(cause);
    this.#stopped = error;
    try {
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
    } catch {
      // The first error is the one to report.
    }
    for (const { reject } of batch) reject(error);
  }
}
