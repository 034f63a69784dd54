import { Rejection, type Sealed } from '@patto/contracts';
import type { DatabaseSync } from 'node:sqlite';
import { BlindTokens } from '../blind-tokens.ts';
import { deriveKey, deriveUuid, hmac } from '../derive.ts';
import type { EventHeader, Keyring, Part, SealedPart, Sought } from '../keyring.ts';
import type { Keys } from '../keys.ts';
import type { AccessReceipt } from '../receipt.ts';
import { withKeys } from '../with-keys.ts';
import { partKey, seal, unseal } from '../seal.ts';
import { Batch } from './batch.ts';
import { type Claim, Claims, type Wanted } from './claims.ts';
import { DataKeys } from './data-keys.ts';
import { KnownLogins } from './known-logins.ts';
import { forgetOlder } from './open-database.ts';

/** A claim is given up when its command has not arrived for so long: far longer than an append takes, short enough for who tries again. */
const CLAIM_LASTS_MS = 60_000;
/** The use of a key for digests of commands, its subject's and the deployment's alike. */
const FOR_DIGESTS = 'patto command digest v1';

/** The keyring on one SQLite file. */
export class SqliteKeyring implements Keyring {
  readonly #database: DatabaseSync;
  readonly #recorded: (stream: string, command: string) => Promise<boolean>;
  readonly #now: () => number;
  readonly #dataKeys: DataKeys;
  readonly #claims: Claims;
  readonly #batch: Batch;
  readonly #logins: KnownLogins;
  readonly #tokens: BlindTokens;
  readonly #keys: Keys;
  readonly #deploymentKeys: { readonly uuid: Buffer; readonly anonymousUuid: Buffer; readonly digest: Buffer };
  /** Commands that claimed something here. */
  readonly #claiming = new Set<string>();
  /** Those of them that are recorded; settled by the next transaction. */
  readonly #arrived = new Set<string>();

  constructor(database: DatabaseSync, keys: Keys, recorded: (stream: string, command: string) => Promise<boolean>, now: () => number) {
    this.#database = database;
    this.#recorded = recorded;
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
    const derive = (use: string) => deriveKey(keys.deploymentSecret, use);
    this.#deploymentKeys = { uuid: derive('patto uuid v1'), anonymousUuid: derive('patto anonymous uuid v1'), digest: derive(FOR_DIGESTS) };
  }

  async seal({ id, type, stream }: EventHeader, parts: readonly Part[], command: string): Promise<readonly Sealed[]> {
    const wanted = parts.flatMap(({ subject, find, value }) => (find ? this.#tokens.of(find, value).map((token) => ({ ...token, subject })) : []));
    const subjects = new Set(parts.map(({ subject }) => subject));
    const [keys] = await Promise.all([this.#keysOf(subjects), this.#claim(command, stream, wanted)]); // One transaction.
    return parts.map(({ subject, part, value }) => seal(keys.get(subject) as Buffer, { event: id, type, subject, part }, value));
  }

  settle(command: string): void {
    if (this.#claiming.delete(command)) this.#arrived.add(command);
  }

  open(parts: readonly SealedPart[], receipt: AccessReceipt): Promise<readonly unknown[]> {
    return withKeys(parts, receipt, (subjects) => this.#dataKeys.all(subjects), unseal);
  }

  disclose(parts: readonly SealedPart[], receipt: AccessReceipt): Promise<readonly (Buffer | undefined)[]> {
    return withKeys(parts, receipt, (subjects) => this.#dataKeys.all(subjects), partKey);
  }

  async search({ taxCode, name }: Sought): Promise<readonly string[]> {
    const sought = [taxCode === undefined ? undefined : this.#tokens.taxCode(taxCode), name === undefined ? undefined : this.#tokens.name(name)];
    // A name without a letter is found in nobody, not in everybody.
    if (sought.some((tokens) => tokens?.length === 0)) return [];
    await this.#resolve(() => this.#claims.underWay());
    return this.#claims.find(sought.flatMap((tokens) => tokens ?? []));
  }

  async subjectOfLogin(issuer: string, subject: string): Promise<string | undefined> {
    await this.#settleNow();
    const known = this.#logins.get(issuer, subject);
    if (known) return known.owner;
    const login = this.#tokens.login(issuer, subject);
    await this.#resolve(() => this.#claims.underWay(login));
    const owner = this.#claims.owner(login);
    // A claim is settled or given up by what the log and the clock say, so it is asked about each time.
    if (this.#claims.underWay(login).length === 0) this.#logins.set(issuer, subject, owner);
    return owner;
  }

  async digest(subject: string | undefined, text: string): Promise<string> {
    const key = subject === undefined ? this.#deploymentKeys.digest : deriveKey((await this.#keysOf([subject])).get(subject) as Buffer, FOR_DIGESTS);
    return hmac(key, text).toString('base64url');
  }

  deriveUuid(...parts: readonly string[]): string {
    return deriveUuid(this.#deploymentKeys.uuid, parts);
  }

  deriveAnonymousUuid(...parts: readonly string[]): string {
    return deriveUuid(this.#deploymentKeys.anonymousUuid, parts);
  }

  async destroy(subject: string): Promise<number> {
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

  /** @throws a `Rejection` where a tax code or login is another's, also when all is known of the commands that are under way */
  async #claim(command: string, stream: string, wanted: readonly Wanted[]): Promise<void> {
    if (wanted.length === 0) return;
    const claim = () => this.#batch.run(() => this.#claims.claim({ command, stream, claimedAt: this.#now() }, wanted));
    if (!(await claim())) {
      await this.#resolve(() => this.#claims.underWay());
      if (!(await claim())) throw new Rejection('already-registered', 'This tax code or login belongs to somebody who is registered already.');
    }
    this.#claiming.add(command);
  }

  /** Settles the claims of commands that arrived, and gives up those of commands that did not in their time. */
  async #resolve(underWay: () => readonly Claim[]): Promise<void> {
    await this.#settleNow();
    const recorded: Claim[] = [];
    const lapsed: Claim[] = [];
    for (const claim of underWay()) {
      if (await this.#recorded(claim.stream, claim.command)) recorded.push(claim);
      // A clock that was set back must not keep a claim for ever.
      else if (Math.abs(this.#now() - claim.claimedAt) > CLAIM_LASTS_MS) lapsed.push(claim);
    }
    if (recorded.length + lapsed.length === 0) return;
    await this.#batch.run(() => {
      for (const { command } of recorded) this.#claims.settle(command);
      for (const claim of lapsed) this.#claims.drop(claim);
    });
    for (const { command } of [...recorded, ...lapsed]) this.#claiming.delete(command);
  }

  /** Settles, durably, what is known to be recorded. */
  async #settleNow(): Promise<void> {
    if (this.#arrived.size > 0) await this.#batch.run(() => undefined);
  }

  /** Within a transaction. */
  #settleArrived(): void {
    for (const command of this.#arrived) this.#claims.settle(command);
    this.#arrived.clear();
  }
}
