import { readVerifierKey, type VerifierKey } from './signed-checkpoint.ts';

/** Whose cosignatures make a checkpoint count (C2SP tlog-policy), as the verifier reads it. */
export interface TrustPolicy {
  readonly logs: readonly VerifierKey[];
  /** The witnesses' keys by the names that the policy gives them. */
  readonly witnesses: ReadonlyMap<string, VerifierKey>;
  /** Whether the witnesses of these names are enough. */
  isEnough(names: ReadonlySet<string>): boolean;
}

/** `needs` of `parts` must have signed; a witness is the one part of itself. */
interface Group {
  readonly needs: number;
  readonly parts: readonly string[];
}

/** How many of the members of a group must sign; 0 where that is not said. */
const neededOf = (count: string, members: number): number => {
  if (count === 'all') return members;
  if (count === 'any') return 1;
  return /^[1-9]\d{0,5}$/.test(count) ? Number(count) : 0;
};

/** A policy as far as it is read. Its lines throw an error that says what is wrong with them. */
class Reading implements TrustPolicy {
  readonly logs: VerifierKey[] = [];
  readonly witnesses = new Map<string, VerifierKey>();
  readonly #groups = new Map<string, Group>();
  readonly #taken = new Set<string>();
  quorum: string | undefined;

  isEnough(names: ReadonlySet<string>): boolean {
    return this.quorum === 'none' || (this.quorum !== undefined && this.#isMet(names, this.quorum));
  }

  read([keyword, name = '', third = '', ...parts]: readonly string[]): void {
    if (keyword === 'log') this.#log(name);
    else if (keyword === 'witness') this.#witness(name, third);
    else if (keyword === 'group') this.#group(name, third, parts);
    else if (keyword === 'quorum' && this.quorum === undefined && third === '' && (name === 'none' || this.#isKnown(name))) this.quorum = name;
    else throw new Error('it begins with none of log, witness, group and the one quorum, of a name that is defined before it');
  }

  #log(text: string): void {
    const key = readVerifierKey(text);
    if (!key || this.logs.some((other) => other.key.equals(key.key))) throw new Error('it is not the key of one more log');
    this.logs.push(key);
  }

  #witness(name: string, text: string): void {
    this.#refuseTaken(name);
    const key = readVerifierKey(text, 'witness');
    if (!key || [...this.witnesses.values()].some((other) => other.key.equals(key.key))) throw new Error('it is not the key of one more witness');
    this.witnesses.set(name, key);
  }

  #group(name: string, count: string, parts: readonly string[]): void {
    this.#refuseTaken(name);
    const needs = neededOf(count, parts.length);
    if (needs < 1 || needs > parts.length) throw new Error(`${count} of ${parts.length} members cannot be counted`);
    for (const part of parts) {
      if (!this.#isKnown(part) || this.#taken.has(part)) throw new Error(`${part} is not defined before it, or stands in a group already`);
      this.#taken.add(part);
    }
    this.#groups.set(name, { needs, parts });
  }

  #isKnown(name: string): boolean {
    return this.witnesses.has(name) || this.#groups.has(name);
  }

  #refuseTaken(name: string): void {
    if (name === '' || name === 'none' || this.#isKnown(name)) throw new Error(`the name ${name} is not free`);
  }

  #isMet(names: ReadonlySet<string>, of: string): boolean {
    const group = this.#groups.get(of);
    return group ? group.parts.filter((part) => this.#isMet(names, part)).length >= group.needs : names.has(of);
  }
}

/** Reads a policy. @throws Error that names the line which is wrong */
export const readPolicy = (text: string): TrustPolicy => {
  const policy = new Reading();
  for (const [at, content] of text.split('\n').entries()) {
    const words = content.trim().split(/[ \t\r]+/);
    if (words[0] === '' || words[0]?.startsWith('#')) continue;
    try {
      policy.read(words);
    } catch (error) {
      throw new Error(`line ${at + 1} of the policy: ${(error as Error).message}`, { cause: error });
    }
  }
  if (policy.quorum === undefined) throw new Error('the policy has no quorum');
  return policy;
};
