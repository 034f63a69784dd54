import type { DatabaseSync, StatementSync } from 'node:sqlite';

/** So many logins are remembered, about 2 MiB; when there are more, all are asked anew. */
const MOST_LOGINS = 10_000;

/** Whose login is whose, so that the file is not searched at every call. It holds until the keyring changes, by us or by another process. */
export class KnownLogins {
  readonly #version: StatementSync;
  readonly #owners = new Map<string, string | undefined>();
  #seen: unknown;

  constructor(database: DatabaseSync) {
    this.#version = database.prepare('PRAGMA data_version'); // Moves when another connection commits, and not when ours does.
  }

  /** What is remembered of a login: its owner, or that it has none. */
  get(issuer: string, subject: string): { readonly owner: string | undefined } | undefined {
    const version = this.#version.get()?.['data_version'];
    if (version !== this.#seen) this.forget();
    this.#seen = version;
    const key = keyOf(issuer, subject);
    return this.#owners.has(key) ? { owner: this.#owners.get(key) } : undefined;
  }

  /** Remembers the owner of a login on which no command has a claim. */
  set(issuer: string, subject: string, owner: string | undefined): void {
    if (this.#owners.size >= MOST_LOGINS) this.forget();
    this.#owners.set(keyOf(issuer, subject), owner);
  }

  /** Call it at every transaction of our own. */
  forget(): void {
    this.#owners.clear();
  }
}

const keyOf = (issuer: string, subject: string): string => JSON.stringify([issuer, subject]);
