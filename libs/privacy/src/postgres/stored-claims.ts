import type { Token } from '../blind-tokens.ts';
import type { Claim, Wanted } from '../claiming.ts';
import { type Ask, KEYRING } from './asking.ts';

/** A word that so many people have in their name is common; how common makes no difference to how it is looked up. */
const COMMON = 1_000;
const UNDER_WAY = `SELECT command, stream, max(claimed_at) AS "claimedAt" FROM ${KEYRING}.claim`;
const IN_TURN = 'GROUP BY command, stream ORDER BY "claimedAt"';
const COUNT = `SELECT (SELECT count(*) FROM (SELECT 1 FROM ${KEYRING}.found_by AS f WHERE f.token = sought.token LIMIT ${COMMON}) AS few) AS count
  FROM unnest($1::bytea[]) WITH ORDINALITY AS sought (token, place) ORDER BY place`;

/** Who is found by what: tokens in force, and those claimed by commands under way. */
export class StoredClaims {
  readonly #ask: Ask;

  constructor(ask: Ask) {
    this.#ask = ask;
  }

  /** Claims the tokens for a command; none of them where one of which there is one only belongs to another subject, or is claimed for another. */
  async claim({ command, stream, claimedAt }: Claim, wanted: readonly Wanted[]): Promise<boolean> {
    const columns = [wanted.map(({ subject }) => subject), wanted.map(({ kind }) => kind), wanted.map(({ token }) => token)];
    const text = `SELECT ${KEYRING}.claim_all($1, $2, $3, $4, $5, $6) AS claimed`;
    const [row] = await this.#ask<{ claimed: boolean }>({ text, values: [command, stream, claimedAt, ...columns] });
    return row?.claimed === true;
  }

  /** Puts what recorded commands claimed in place of what their subjects were found by, in this order. */
  async settle(commands: readonly string[]): Promise<void> {
    if (commands.length > 0) await this.#ask({ text: `SELECT ${KEYRING}.settle($1)`, values: [commands] });
  }

  /** Gives up claims whose commands did not arrive, unless they were claimed again since. */
  async drop(claims: readonly Claim[]): Promise<void> {
    if (claims.length === 0) return;
    const text = `DELETE FROM ${KEYRING}.claim AS c USING unnest($1::text[], $2::bigint[]) AS lapsed (command, at) WHERE c.command = lapsed.command AND c.claimed_at <= lapsed.at`;
    await this.#ask({ text, values: [claims.map(({ command }) => command), claims.map(({ claimedAt }) => claimedAt)] });
  }

  /** The commands with claims, or those with a claim on this login or on another login for its owner; the first to claim first. */
  underWay(login?: Token): Promise<readonly Claim[]> {
    if (!login) return this.#ask<Claim>({ text: `${UNDER_WAY} ${IN_TURN}` });
    const owned = `kind = 'login' AND subject = (SELECT subject FROM ${KEYRING}.found_by WHERE token = $1)`;
    return this.#ask<Claim>({ name: 'under way', text: `${UNDER_WAY} WHERE token = $1 OR (${owned}) ${IN_TURN}`, values: [login.token] });
  }

  /** Whose token this is, of a kind of which there is one only. */
  async owner({ token }: Token): Promise<string | undefined> {
    const text = `SELECT subject FROM ${KEYRING}.found_by WHERE token = $1`;
    return (await this.#ask<{ subject: string }>({ name: 'owner', text, values: [token] }))[0]?.subject;
  }

  /** The subjects that have all of these tokens, sorted. The rarest token is looked up, the others are only checked. */
  async find(tokens: readonly Token[]): Promise<readonly string[]> {
    if (tokens.length === 0) return [];
    const counts = await this.#ask<{ count: number }>({ text: COUNT, values: [tokens.map(({ token }) => token)] });
    const sorted = tokens.map(({ token }, index) => ({ token, count: counts[index]?.count ?? 0 })).sort((a, b) => a.count - b.count);
    const others = sorted
      .slice(1)
      .map((_, index) => ` AND EXISTS (SELECT 1 FROM ${KEYRING}.found_by AS o WHERE o.token = $${index + 2} AND o.subject = f.subject)`);
    const text = `SELECT f.subject FROM ${KEYRING}.found_by AS f WHERE f.token = $1${others.join('')} ORDER BY f.subject`;
    return (await this.#ask<{ subject: string }>({ text, values: sorted.map(({ token }) => token) })).map(({ subject }) => subject);
  }
}
