import type { Sealed } from '@patto/contracts';
import type { Connection, Pool } from '@patto/postgres';
import { BlindTokens } from '../blind-tokens.ts';
import { type Claim, Claiming } from '../claiming.ts';
import { DeploymentKeys } from '../deployment-keys.ts';
import type { EventHeader, Keyring, Part, SealedPart, Sought } from '../keyring.ts';
import type { Keys } from '../keys.ts';
import type { AccessReceipt } from '../receipt.ts';
import { withKeys } from '../with-keys.ts';
import { partKey, seal, unseal } from '../seal.ts';
import { asking } from './asking.ts';
import { StoredClaims } from './stored-claims.ts';
import { StoredKeys } from './stored-keys.ts';

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
  readonly #deploymentKeys: DeploymentKeys;
  readonly #claiming: Claiming;

  constructor(parts: PostgresKeyringParts) {
    this.#its = parts;
    const { pool, keys } = parts;
    this.#stored = new StoredKeys(asking(pool), keys);
    this.#claims = new StoredClaims(asking(pool));
    this.#tokens = new BlindTokens(keys.deploymentSecret);
    this.#deploymentKeys = new DeploymentKeys(keys.deploymentSecret);
    const store = {
      claim: this.#claims.claim.bind(this.#claims),
      underWay: this.#claims.underWay.bind(this.#claims),
      settleArrived: () => this.#settleNow(),
      conclude: async (those: readonly Claim[], lapsed: readonly Claim[]) => {
        await this.#claims.settle(those.map(({ command }) => command));
        await this.#claims.drop(lapsed);
      },
    };
    this.#claiming = new Claiming({ store, recorded: parts.recorded, now: parts.now });
  }

  async seal({ id, type, stream }: EventHeader, parts: readonly Part[], command: string): Promise<readonly Sealed[]> {
    const wanted = this.#tokens.wantedBy(parts);
    const subjects = [...new Set(parts.map(({ subject }) => subject))];
    const [keys] = await Promise.all([this.#stored.findOrMake(subjects), this.#claiming.claim(command, stream, wanted)]);
    return parts.map(({ subject, part, value }) => seal(keys.get(subject) as Buffer, { event: id, type, subject, part }, value));
  }

  settle(command: string): void {
    this.#claiming.arrive(command);
  }

  open(parts: readonly SealedPart[], receipt: AccessReceipt): Promise<readonly unknown[]> {
    return withKeys(parts, receipt, (subjects) => this.#stored.find(subjects), unseal);
  }

  disclose(parts: readonly SealedPart[], receipt: AccessReceipt): Promise<readonly (Buffer | undefined)[]> {
    return withKeys(parts, receipt, (subjects) => this.#stored.find(subjects), partKey);
  }

  async search(sought: Sought): Promise<readonly string[]> {
    const tokens = this.#tokens.sought(sought);
    if (tokens.length === 0) return [];
    await this.#claiming.resolve();
    return this.#claims.find(tokens);
  }

  async subjectOfLogin(issuer: string, subject: string): Promise<string | undefined> {
    const login = this.#tokens.login(issuer, subject);
    await this.#claiming.resolve(login);
    return this.#claims.owner(login);
  }

  async digest(subject: string | undefined, text: string): Promise<string> {
    const key = subject === undefined ? undefined : (await this.#stored.findOrMake([subject])).get(subject);
    return this.#deploymentKeys.digest(key, text);
  }

  deriveUuid(...parts: readonly string[]): string {
    return this.#deploymentKeys.uuid(parts);
  }

  deriveAnonymousUuid(...parts: readonly string[]): string {
    return this.#deploymentKeys.anonymousUuid(parts);
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

  /** Settles, durably, what is known to be recorded. */
  async #settleNow(): Promise<void> {
    const arrived = [...this.#claiming.arrived];
    await this.#claims.settle(arrived);
    for (const command of arrived) this.#claiming.arrived.delete(command);
  }
}
