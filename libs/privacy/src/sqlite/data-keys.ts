import { randomBytes } from 'node:crypto';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Keys } from '../keys.ts';
import { SECRET_BYTES } from '../secret-file.ts';

/** So many unwrapped keys are kept in memory, those used last: about 2 MB, and a district's busy people fit. */
const MOST_KEPT = 10_000;

/** The subjects' keys: one each, random, wrapped in the file. */
export class DataKeys {
  readonly #keys: Keys;
  readonly #read: StatementSync;
  readonly #insert: StatementSync;
  /** In the order of their last use. */
  readonly #kept = new Map<string, Buffer>();

  constructor(database: DatabaseSync, keys: Keys) {
    this.#keys = keys;
    this.#read = database.prepare('SELECT epoch, wrapped FROM subject_key WHERE subject = ?');
    this.#insert = database.prepare('INSERT INTO subject_key (subject, epoch, wrapped) VALUES (?, ?, ?)');
  }

  /** The subject's key; undefined where there is none, or none any more. Outside of a transaction, so that it is durable. */
  find(subject: string): Buffer | undefined {
    const key = this.#kept.get(subject) ?? this.#stored(subject)?.key;
    if (key) this.keep(subject, key);
    return key;
  }

  /** The subject's key, made where there is none. Within a transaction; `keep` it when that is durable. */
  findOrMake(subject: string): Buffer {
    const stored = this.#stored(subject);
    if (stored?.key) return stored.key;
    if (stored) throw new Error(`The key of ${subject} is destroyed. Nothing more can be sealed for it.`);
    const key = randomBytes(SECRET_BYTES);
    this.#insert.run(subject, this.#keys.current, this.#keys.wrap(key, subject));
    return key;
  }

  keep(subject: string, key: Buffer): void {
    this.#kept.delete(subject);
    this.#kept.set(subject, key);
    if (this.#kept.size <= MOST_KEPT) return;
    for (const oldest of this.#kept.keys()) {
      this.#kept.delete(oldest);
      return;
    }
  }

  #stored(subject: string): { readonly key: Buffer | undefined } | undefined {
    const row = this.#read.get(subject) as { epoch: number; wrapped: Uint8Array | null } | undefined;
    return row && { key: row.wrapped ? this.#keys.unwrap(row.epoch, row.wrapped, subject) : undefined };
  }
}
