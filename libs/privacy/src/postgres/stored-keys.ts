import { Rejection } from '@patto/contracts';
import type { Connection } from '@patto/postgres';
import { randomBytes } from 'node:crypto';
import { type Keys, keyName } from '../keys.ts';
import { SECRET_BYTES } from '../secret-file.ts';
import { type Ask, KEYRING } from './asking.ts';

/** So many unwrapped keys are kept in memory, those used last: about 2 MB. */
const MOST_KEPT = 10_000;

interface Row {
  readonly subject: string;
  readonly epoch: number;
  readonly wrapped: Buffer | null;
}

/**
 * The subjects' keys: one each, random, wrapped in the database. It is asked each time, since another process may have destroyed one; what is kept in
 * memory only saves the unwrapping.
 */
export class StoredKeys {
  readonly #ask: Ask;
  readonly #keys: Keys;
  /** In the order of their last use. */
  readonly #kept = new Map<string, { readonly wrapped: Buffer; readonly key: Buffer }>();

  constructor(ask: Ask, keys: Keys) {
    [this.#ask, this.#keys] = [ask, keys];
  }

  /** The keys that there are; undefined where one was destroyed. */
  async find(subjects: readonly string[]): Promise<ReadonlyMap<string, Buffer | undefined>> {
    const text = `SELECT subject, epoch, wrapped FROM ${KEYRING}.subject_key WHERE subject = ANY ($1)`;
    const rows = await this.#ask<Row>({ name: 'keys', text, values: [subjects] });
    return new Map(rows.map((row) => [row.subject, this.#unwrapped(row)]));
  }

  /** The subjects' keys, made where there are none. @throws a `Rejection` `person-erased` */
  async findOrMake(subjects: readonly string[]): Promise<ReadonlyMap<string, Buffer>> {
    let found = await this.find(subjects);
    const missing = subjects.filter((subject) => !found.has(subject));
    if (missing.length > 0) {
      const wrapped = missing.map((subject) => this.#keys.wrap(randomBytes(SECRET_BYTES), subject));
      // Another may make one at the same time; what is in the database then is the key.
      const { current } = this.#keys;
      const text = `SELECT ${KEYRING}.add_keys($1, $2, $3, $4) AS added`;
      const [row] = await this.#ask<{ added: boolean }>({ text, values: [missing, current, keyName(current), wrapped] });
      if (!row?.added) throw new Rejection('authority-unavailable', 'The keys were rotated while this process ran; it has to be started again.');
      found = await this.find(subjects);
    }
    const keys = new Map<string, Buffer>();
    for (const subject of subjects) {
      const key = found.get(subject);
      if (!key) throw new Rejection('person-erased', 'The content of this person was erased; nothing more is recorded about them.');
      keys.set(subject, key);
    }
    return keys;
  }

  /** Takes a key away for good. @returns the epoch that it was wrapped under last */
  async destroy(subject: string, at: number): Promise<number> {
    const text = `SELECT ${KEYRING}.destroy($1, $2, $3) AS epoch`;
    const [row] = await this.#ask<{ epoch: number }>({ text, values: [subject, this.#keys.current, at] });
    this.#kept.delete(subject);
    return (row as { epoch: number }).epoch;
  }

  /** Wraps what is wrapped under an older epoch anew, and asks for no key of an older epoch any more; all of it or nothing. */
  async rewrap(connection: Connection): Promise<number> {
    const { current, fingerprints } = this.#keys;
    await connection.run(`BEGIN; SELECT pg_advisory_xact_lock(hashtextextended('patto keyring rotation', 0))`);
    try {
      const older = await connection.ask<Row & { readonly wrapped: Buffer }>({
        text: `SELECT subject, epoch, wrapped FROM ${KEYRING}.subject_key WHERE epoch < $1 AND wrapped IS NOT NULL FOR UPDATE`,
        values: [current],
      });
      const wrapped = older.map(({ subject, epoch, wrapped: before }) => this.#keys.wrap(this.#keys.unwrap(epoch, before, subject), subject));
      await connection.ask({
        text: `UPDATE ${KEYRING}.subject_key AS k SET epoch = $1, wrapped = anew.w FROM unnest($2::text[], $3::bytea[]) AS anew (s, w) WHERE k.subject = anew.s`,
        values: [current, older.map(({ subject }) => subject), wrapped],
      });
      const past = Array.from({ length: current - 1 }, (_, index) => keyName(index + 1)).filter((name) => fingerprints.has(name));
      await connection.ask({ text: `DELETE FROM ${KEYRING}.made_with WHERE name = ANY ($1)`, values: [past] });
      await connection.run('COMMIT');
      this.#kept.clear();
      return older.length;
    } catch (error) {
      if (connection.isOpen) await connection.run('ROLLBACK');
      throw error;
    }
  }

  #unwrapped({ subject, epoch, wrapped }: Row): Buffer | undefined {
    if (!wrapped) {
      this.#kept.delete(subject);
      return undefined;
    }
    const kept = this.#kept.get(subject);
    const key = kept?.wrapped.equals(wrapped) ? kept.key : this.#keys.unwrap(epoch, wrapped, subject);
    this.#kept.delete(subject);
    this.#kept.set(subject, { wrapped, key });
    if (this.#kept.size > MOST_KEPT) this.#kept.delete(this.#kept.keys().next().value as string);
    return key;
  }
}
