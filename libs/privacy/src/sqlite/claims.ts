import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Token } from '../blind-tokens.ts';
import type { Claim, Wanted } from '../claiming.ts';

/** A word that so many people have in their name is common; how common makes no difference to how it is looked up. */
const COMMON = 1_000;
const CLAIM = 'SELECT command, stream, max(claimed_at) AS claimedAt FROM claim';

/** Who is found by what: tokens in force, and those claimed by commands under way. */
export class Claims {
  readonly #database: DatabaseSync;
  readonly #owner: StatementSync;
  readonly #holder: StatementSync;
  readonly #rival: StatementSync;
  readonly #claim: StatementSync;
  readonly #replace: StatementSync;
  readonly #enforce: StatementSync;
  readonly #end: StatementSync;
  readonly #drop: StatementSync;
  readonly #count: StatementSync;
  readonly #known: StatementSync;
  readonly #forget: readonly StatementSync[];
  readonly #underWay: StatementSync;
  readonly #underWayAbout: StatementSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
    this.#owner = database.prepare('SELECT subject FROM found_by WHERE token = ?');
    this.#holder = database.prepare('SELECT 1 FROM found_by WHERE token = ? AND subject <> ?');
    this.#rival = database.prepare('SELECT 1 FROM claim WHERE token = ? AND subject <> ?');
    this.#claim = database.prepare('INSERT OR REPLACE INTO claim (command, stream, subject, kind, token, claimed_at) VALUES (?, ?, ?, ?, ?, ?)');
    this.#replace = database.prepare('DELETE FROM found_by WHERE (subject, kind) IN (SELECT subject, kind FROM claim WHERE command = ?)');
    this.#enforce = database.prepare('INSERT OR IGNORE INTO found_by (token, subject, kind) SELECT token, subject, kind FROM claim WHERE command = ?');
    this.#end = database.prepare('DELETE FROM claim WHERE command = ?');
    this.#drop = database.prepare('DELETE FROM claim WHERE command = ? AND claimed_at <= ?');
    this.#known = database.prepare('SELECT 1 FROM found_by WHERE subject = ? UNION ALL SELECT 1 FROM claim WHERE subject = ? LIMIT 1');
    this.#forget = ['found_by', 'claim'].map((table) => database.prepare(`DELETE FROM ${table} WHERE subject = ?`));
    this.#count = database.prepare(`SELECT count(*) AS count FROM (SELECT 1 FROM found_by WHERE token = ? LIMIT ${COMMON})`);
    this.#underWay = database.prepare(`${CLAIM} GROUP BY command ORDER BY claimedAt`);
    this.#underWayAbout = database.prepare(`${CLAIM} WHERE token = ? OR (kind = 'login' AND subject = ?) GROUP BY command ORDER BY claimedAt`);
  }

  /**
   * Claims the tokens for a command; none of them where one of which there is one only belongs to another subject, or is claimed for another.
   * Within a transaction.
   */
  claim({ command, stream, claimedAt }: Claim, wanted: readonly Wanted[]): boolean {
    const isInTheWay = ({ kind, token, subject }: Wanted): boolean =>
      (kind === 'tax-code' || kind === 'login') &&
      (this.#holder.get(token, subject) !== undefined ||
        this.#rival.get(token, subject) !== undefined ||
        wanted.some((other) => other.subject !== subject && other.token.equals(token)));
    if (wanted.some(isInTheWay)) return false;
    for (const { kind, token, subject } of wanted) this.#claim.run(command, stream, subject, kind, token, claimedAt);
    return true;
  }

  /** Puts what a recorded command claimed in place of what its subjects were found by. Within a transaction. */
  settle(command: string): void {
    this.#replace.run(command);
    this.#enforce.run(command); // What another took over meanwhile stays theirs.
    this.#end.run(command);
  }

  /** Gives up a claim whose command did not arrive, unless it was claimed again since. Within a transaction. */
  drop({ command, claimedAt }: Claim): void {
    this.#drop.run(command, claimedAt);
  }

  /** Whether there is anything that a subject is found by, or claimed to be. */
  knows(subject: string): boolean {
    return this.#known.get(subject, subject) !== undefined;
  }

  /** Takes away all that a subject is found by, or claimed to be. Within a transaction. */
  forget(subject: string): void {
    for (const each of this.#forget) each.run(subject);
  }

  /** The commands with claims, or those with a claim on this login or on another login for its owner; the first to claim first. */
  underWay(login?: Token): readonly Claim[] {
    const rows: readonly object[] = login ? this.#underWayAbout.all(login.token, this.owner(login) ?? null) : this.#underWay.all();
    return rows as readonly Claim[];
  }

  /** Whose token this is, of a kind of which there is one only. */
  owner({ token }: Token): string | undefined {
    return (this.#owner.get(token) as { subject: string } | undefined)?.subject;
  }

  /** The subjects that have all of these tokens, sorted. The rarest token is looked up, the others are only checked. */
  find(tokens: readonly Token[]): readonly string[] {
    const counted = tokens.map(({ token }) => ({ token, count: (this.#count.get(token) as { count: number }).count }));
    const [rarest, ...others] = counted.sort((a, b) => a.count - b.count);
    if (!rarest) return [];
    const also = others.map(() => ' AND EXISTS (SELECT 1 FROM found_by AS other WHERE other.token = ? AND other.subject = found_by.subject)').join('');
    const found = this.#database.prepare(`SELECT subject FROM found_by WHERE token = ?${also} ORDER BY subject`);
    return found.all(rarest.token, ...others.map(({ token }) => token)).map((row) => row['subject'] as string);
  }
}
