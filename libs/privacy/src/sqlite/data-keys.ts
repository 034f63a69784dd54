import { Rejection } from '@patto/contracts';
import { randomBytes } from 'node:crypto';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Keys } from '../keys.ts';
import { SECRET_BYTES } from '../secret-file.ts';

/** So many unwrapped keys are kept in memory, those used last: about 2 MB, and a district's busy people fit. */
const MOST_KEPT = 10_000;

/** The subjects' keys: one each, random, wrapped in the file. */
export class DataKeys {
  readonly #keys: Keys;
  readonly #version: StatementSync;
  readonly #read: StatementSync;
  readonly #insert: StatementSync;
  readonly #destroy: StatementSync;
  readonly #older: StatementSync;
  readonly #rewrap: StatementSync;
  #seen: unknown;
  /** In the order of their last use. */
  readonly #kept = new Map<string, Buffer>();

  constructor(database: DatabaseSync, keys: Keys) {
    this.#keys = keys;
    this.#version = database.prepare('PRAGMA data_version'); // Moves when another connection commits, and not when ours does.
    this.#read = database.prepare('SELECT epoch, wrapped FROM subject_key WHERE subject = ?');
    this.#insert = database.prepare('INSERT INTO subject_key (subject, epoch, wrapped) VALUES (?, ?, ?)');
    this.#destroy = database.prepare(`INSERT INTO subject_key (subject, epoch, destroyed_at) VALUES (?, ?, ?)
      ON CONFLICT DO UPDATE SET wrapped = NULL, destroyed_at = coalesce(destroyed_at, excluded.destroyed_at) RETURNING epoch`);
    this.#older = database.prepare('SELECT subject, epoch, wrapped FROM subject_key WHERE epoch < ? AND wrapped IS NOT NULL');
    this.#rewrap = database.prepare('UPDATE subject_key SET epoch = ?, wrapped = ? WHERE subject = ?');
  }

  /** The subject's key; undefined where there is none, or none any more. Outside of a transaction, so that it is durable. */
  find(subject: string): Buffer | undefined {
    this.#forgetMoved();
    const key = this.#kept.get(subject) ?? this.#stored(subject)?.key;
    if (key) this.keep(subject, key);
    return key;
  }

  /** The keys that there are of these subjects. */
  async all(subjects: readonly string[]): Promise<ReadonlyMap<string, Buffer>> {
    return new Map(
      subjects.flatMap((subject) => {
        const key = this.find(subject);
        return key ? [[subject, key] as const] : [];
      }),
    );
  }

  /** The subject's key, made where there is none. Within a transaction; `keep` it when that is durable. */
  findOrMake(subject: string): Buffer {
    const stored = this.#stored(subject);
    if (stored?.key) return stored.key;
    if (stored) throw new Rejection('person-erased', 'The content of this person was erased; nothing more is recorded about them.');
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

  /** The epoch that a key was wrapped under last which is destroyed; undefined where it is not. */
  destroyedUnder(subject: string): number | undefined {
    const row = this.#read.get(subject) as { epoch: number; wrapped: Uint8Array | null } | undefined;
    return row?.wrapped === null ? row.epoch : undefined;
  }

  /** Takes a key away for good, also one that was never made. Within a transaction; `forget` it when that is durable. @returns the epoch it was wrapped under last */
  destroy(subject: string, at: number): number {
    return (this.#destroy.get(subject, this.#keys.current, at) as { epoch: number }).epoch;
  }

  forget(subject: string): void {
    this.#kept.delete(subject);
  }

  /** Wraps what is wrapped under an older epoch anew. Within a transaction. */
  rewrap(): number {
    const { current } = this.#keys;
    const older = this.#older.all(current) as { subject: string; epoch: number; wrapped: Uint8Array }[];
    for (const { subject, epoch, wrapped } of older) this.#rewrap.run(current, this.#keys.wrap(this.#keys.unwrap(epoch, wrapped, subject), subject), subject);
    return older.length;
  }

  /** Another process may have destroyed what is kept here. */
  #forgetMoved(): void {
    const version = this.#version.get()?.['data_version'];
    if (version !== this.#seen) this.#kept.clear();
    this.#seen = version;
  }

  #stored(subject: string): { readonly key: Buffer | undefined } | undefined {
    const row = this.#read.get(subject) as { epoch: number; wrapped: Uint8Array | null } | undefined;
    return row && { key: row.wrapped ? this.#keys.unwrap(row.epoch, row.wrapped, subject) : undefined };
  }
}
