import type { Sealed } from '@patto/contracts';
import type { DatabaseSync } from 'node:sqlite';
import { BlindTokens, type Token } from '../blind-tokens.ts';
import { type Claim, Claiming, type Wanted } from '../claiming.ts';
import { DeploymentKeys } from '../deployment-keys.ts';
import type { EventHeader, Keyring, Part, SealedPart, Sought } from '../keyring.ts';
import type { Keys } from '../keys.ts';
import type { AccessReceipt } from '../receipt.ts';
import { withKeys } from '../with-keys.ts';
import { partKey, seal, unseal } from '../seal.ts';
import { Batch } from './batch.ts';
import { Claims } from './claims.ts';
import { DataKeys } from './data-keys.ts';
import { KnownLogins } from './known-logins.ts';
import { forgetOlder } from './open-database.ts';

/** The keyring on one SQLite file. */
export class SqliteKeyring implements Keyring {
  readonly #database: DatabaseSync;
  readonly #now: () => number;
  readonly #dataKeys: DataKeys;
  readonly #claims: Claims;
  readonly #batch: Batch;
  readonly #logins: KnownLogins;
  readonly #tokens: BlindTokens;
  readonly #keys: Keys;
  readonly #deploymentKeys: DeploymentKeys;
  readonly #claiming: Claiming;

  constructor(database: DatabaseSync, keys: Keys, recorded: (stream: string, command: string) => Promise<boolean>, now: () => number) {
    this.#database = database;
    this.#now = now;
    this.#keys = keys;
    this.#dataKeys = new DataKeys(database, keys);
    this.#claims = new Claims(database);
    this.#logins = new KnownLogins(database);
    this.#batch = new Batch(database, () => {
      this.#logins.forget();
      this.#settleArrived();
    });
    this.#tokens = new BlindTokens(keys.deploymentSecret);
    this.#deploymentKeys = new DeploymentKeys(keys.deploymentSecret);
    const store = {
      claim: (claim: Claim, wanted: readonly Wanted[]) => this.#batch.run(() => this.#claims.claim(claim, wanted)),
      underWay: async (login?: Token) => this.#claims.underWay(login),
      settleArrived: () => this.#settleNow(),
      conclude: (those: readonly Claim[], lapsed: readonly Claim[]) =>
        this.#batch.run(() => {
          for (const { command } of those) this.#claims.settle(command);
          for (const claim of lapsed) this.#claims.drop(claim);
        }),
    };
    this.#claiming = new Claiming({ store, recorded, now });
  }

  async seal({ id, type, stream }: EventHeader, parts: readonly Part[], command: string): Promise<readonly Sealed[]> {
    const wanted = this.#tokens.wantedBy(parts);
    const subjects = new Set(parts.map(({ subject }) => subject));
    const [keys] = await Promise.all([this.#keysOf(subjects), this.#claiming.claim(command, stream, wanted)]); // One transaction.
    return parts.map(({ subject, part, value }) => seal(keys.get(subject) as Buffer, { event: id, type, subject, part }, value));
  }

  settle(command: string): void {
    this.#claiming.arrive(command);
  }

  open(parts: readonly SealedPart[], receipt: AccessReceipt): Promise<readonly unknown[]> {
    return withKeys(parts, receipt, (subjects) => this.#dataKeys.all(subjects), unseal);
  }

  disclose(parts: readonly SealedPart[], receipt: AccessReceipt): Promise<readonly (Buffer | undefined)[]> {
    return withKeys(parts, receipt, (subjects) => this.#dataKeys.all(subjects), partKey);
  }

  async search(sought: Sought): Promise<readonly string[]> {
    const tokens = this.#tokens.sought(sought);
    if (tokens.length === 0) return [];
    await this.#claiming.resolve();
    return this.#claims.find(tokens);
  }

  async subjectOfLogin(issuer: string, subject: string): Promise<string | undefined> {
    await this.#settleNow();
    const known = this.#logins.get(issuer, subject);
    if (known) return known.owner;
    const login = this.#tokens.login(issuer, subject);
    await this.#claiming.resolve(login);
    const owner = this.#claims.owner(login);
    // A claim is settled or given up by what the log and the clock say, so it is asked about each time.
    if (this.#claims.underWay(login).length === 0) this.#logins.set(issuer, subject, owner);
    return owner;
  }

  async digest(subject: string | undefined, text: string): Promise<string> {
    const key = subject === undefined ? undefined : (await this.#keysOf([subject])).get(subject);
    return this.#deploymentKeys.digest(key, text);
  }

  deriveUuid(...parts: readonly string[]): string {
    return this.#deploymentKeys.uuid(parts);
  }

  deriveAnonymousUuid(...parts: readonly string[]): string {
    return this.#deploymentKeys.anonymousUuid(parts);
  }

  async destroy(subject: string): Promise<number> {
    const before = this.#dataKeys.destroyedUnder(subject);
    if (before !== undefined && !this.#claims.knows(subject)) return before; // As at every start, for every erasure on record.
    const epoch = await this.#batch.run(() => {
      this.#claims.forget(subject);
      return this.#dataKeys.destroy(subject, this.#now());
    });
    this.#dataKeys.forget(subject);
    this.#emptyJournal();
    return epoch;
  }

  get oldestEpoch(): number {
    return this.#keys.oldest;
  }

  async rewrap(): Promise<number> {
    const count = await this.#batch.run(() => {
      forgetOlder(this.#database, this.#keys);
      return this.#dataKeys.rewrap();
    });
    this.#emptyJournal();
    return count;
  }

  async close(): Promise<void> {
    const settled = this.#settleNow();
    this.#batch.flush();
    await settled.finally(() => this.#database.close());
  }

  /** Old pages, with what was destroyed, lie in the write-ahead log until it is emptied. */
  #emptyJournal(): void {
    this.#database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  }

  /** The subjects' keys, made where there are none. */
  async #keysOf(subjects: Iterable<string>): Promise<ReadonlyMap<string, Buffer>> {
    const keys = new Map<string, Buffer>();
    const missing: string[] = [];
    for (const subject of subjects) {
      const key = this.#dataKeys.find(subject);
      if (key) keys.set(subject, key);
      else missing.push(subject);
    }
    if (missing.length === 0) return keys;
    const made = await this.#batch.run(() => missing.map((subject) => [subject, this.#dataKeys.findOrMake(subject)] as const));
    for (const [subject, key] of made) {
      this.#dataKeys.keep(subject, key);
      keys.set(subject, key);
    }
    return keys;
  }

  /** Settles, durably, what is known to be recorded. */
  async #settleNow(): Promise<void> {
    if (this.#claiming.arrived.size > 0) await this.#batch.run(() => undefined);
  }

  /** Within a transaction. */
  #settleArrived(): void {
    const { arrived } = this.#claiming;
    for (const command of arrived) this.#claims.settle(command);
    arrived.clear();
  }
}
