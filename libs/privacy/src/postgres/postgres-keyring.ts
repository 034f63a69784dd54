import { Rejection, type Sealed } from '@patto/contracts';
import type { Connection, Pool } from '@patto/postgres';
import { BlindTokens } from '../blind-tokens.ts';
import { deriveKey, deriveUuid, hmac } from '../derive.ts';
import type { EventHeader, Keyring, Part, SealedPart, Sought } from '../keyring.ts';
import type { Keys } from '../keys.ts';
import type { AccessReceipt } from '../receipt.ts';
import { withKeys } from '../with-keys.ts';
import { partKey, seal, unseal } from '../seal.ts';
import { asking } from './asking.ts';
import { type Claim, StoredClaims, type Wanted } from './stored-claims.ts';
import { StoredKeys } from './stored-keys.ts';

/** A claim is given up when its command has not arrived for so long: far longer than an append takes, short enough for who tries again. */
const CLAIM_LASTS_MS = 60_000;
/** The use of a key for digests of commands, its subject's and the deployment's alike. */
const FOR_DIGESTS = 'patto command digest v1';

export interface PostgresKeyringParts {
  readonly pool: Pool;
  /** A session of its own, for what takes more than one statement. */
  readonly session: () => Promise<Connection>;
  readonly keys: Keys;
  readonly recorded: (stream: string, command: string) => Promise<boolean>;
  readonly now: () => number;
}

/** The keyring in a database that several processes share: nothing that another may change is answered from memory. */
export class PostgresKeyring implements Keyring {
  readonly #its: PostgresKeyringParts;
  readonly #stored: StoredKeys;
  readonly #claims: StoredClaims;
  readonly #tokens: BlindTokens;
  readonly #deploymentKeys: { readonly uuid: Buffer; readonly anonymousUuid: Buffer; readonly digest: Buffer };
  /** Commands that claimed something here. */
  readonly #claiming = new Set<string>();
  /** Those of them that are recorded, in their order; settled before the next that asks who is found. */
  readonly #arrived = new Set<string>();

  constructor(parts: PostgresKeyringParts) {
    this.#its = parts;
    const { pool, keys } = parts;
    this.#stored = new StoredKeys(asking(pool), keys);
    this.#claims = new StoredClaims(asking(pool));
    this.#tokens = new BlindTokens(keys.deploymentSecret);
    const derive = (use: string) => deriveKey(keys.deploymentSecret, use);
    this.#deploymentKeys = { uuid: derive('patto uuid v1'), anonymousUuid: derive('patto anonymous uuid v1'), digest: derive(FOR_DIGESTS) };
  }

  async seal({ id, type, stream }: EventHeader, parts: readonly Part[], command: string): Promise<readonly Sealed[]> {
    const wanted = parts.flatMap(({ subject, find, value }) => (find ? this.#tokens.of(find, value).map((token) => ({ ...token, subject })) : []));
    const subjects = [...new Set(parts.map(({ subject }) => subject))];
    const [keys] = await Promise.all([this.#stored.findOrMake(subjects), this.#claim(command, stream, wanted)]);
    return parts.map(({ subject, part, value }) => seal(keys.get(subject) as Buffer, { event: id, type, subject, part }, value));
  }

  settle(command: string): void {
    if (this.#claiming.delete(command)) this.#arrived.add(command);
  }

  open(parts: readonly SealedPart[], receipt: AccessReceipt): Promise<readonly unknown[]> {
    return withKeys(parts, receipt, (subjects) => this.#stored.find(subjects), unseal);
  }

  disclose(parts: readonly SealedPart[], receipt: AccessReceipt): Promise<readonly (Buffer | undefined)[]> {
    return withKeys(parts, receipt, (subjects) => this.#stored.find(subjects), partKey);
  }

  async search({ taxCode, name }: Sought): Promise<readonly string[]> {
    const sought = [taxCode === undefined ? undefined : this.#tokens.taxCode(taxCode), name === undefined ? undefined : this.#tokens.name(name)];
    // A name without a letter is found in nobody, not in everybody.
    if (sought.some((tokens) => tokens?.length === 0)) return [];
    await this.#resolve(() => this.#claims.underWay());
    return this.#claims.find(sought.flatMap((tokens) => tokens ?? []));
  }

  async subjectOfLogin(issuer: string, subject: string): Promise<string | undefined> {
    const login = this.#tokens.login(issuer, subject);
    await this.#resolve(() => this.#claims.underWay(login));
    return this.#claims.owner(login);
  }

  async digest(subject: string | undefined, text: string): Promise<string> {
    const key = subject === undefined ? undefined : (await this.#stored.findOrMake([subject])).get(subject);
    return hmac(key ? deriveKey(key, FOR_DIGESTS) : this.#deploymentKeys.digest, text).toString('base64url');
  }

  deriveUuid(...parts: readonly string[]): string {
    return deriveUuid(this.#deploymentKeys.uuid, parts);
  }

  deriveAnonymousUuid(...parts: readonly string[]): string {
    return deriveUuid(this.#deploymentKeys.anonymousUuid, parts);
  }

  async destroy(subject: string): Promise<number> {
    return this.#stored.destroy(subject, this.#its.now());
  }

  get oldestEpoch(): number {
    return this.#its.keys.oldest;
  }

  async rewrap(): Promise<number> {
    const session = await this.#its.session();
    return this.#stored.rewrap(session).finally(() => session.close());
  }

  async close(): Promise<void> {
    await this.#settleNow().finally(() => this.#its.pool.close());
  }

  /** @throws a `Rejection` where a tax code or login is another's, also when all is known of the commands that are under way */
  async #claim(command: string, stream: string, wanted: readonly Wanted[]): Promise<void> {
    if (wanted.length === 0) return;
    const claim = () => this.#claims.claim({ command, stream, claimedAt: this.#its.now() }, wanted);
    if (!(await claim())) {
      await this.#resolve(() => this.#claims.underWay());
      if (!(await claim())) throw new Rejection('already-registered', 'This tax code or login belongs to somebody who is registered already.');
    }
    this.#claiming.add(command);
  }

  /** Settles the claims of commands that arrived, and gives up those of commands that did not in their time. */
  async #resolve(underWay: () => Promise<readonly Claim[]>): Promise<void> {
    await this.#settleNow();
    const recorded: Claim[] = [];
    const lapsed: Claim[] = [];
    for (const claim of await underWay()) {
      if (await this.#its.recorded(claim.stream, claim.command)) recorded.push(claim);
      // A clock that was set back must not keep a claim for ever.
      else if (Math.abs(this.#its.now() - claim.claimedAt) > CLAIM_LASTS_MS) lapsed.push(claim);
    }
    await this.#claims.settle(recorded.map(({ command }) => command));
    await this.#claims.drop(lapsed);
    for (const { command } of [...recorded, ...lapsed]) this.#claiming.delete(command);
  }

  /** Settles, durably, what is known to be recorded. */
  async #settleNow(): Promise<void> {
    const arrived = [...this.#arrived];
    await this.#claims.settle(arrived);
    for (const command of arrived) this.#arrived.delete(command);
  }
}
