import { COSIGNERS, parseVerifierKey, type Verifier } from './note.ts';

/** A witness that a policy counts, with the address that it is asked at where the policy names one. */
export interface PolicyWitness {
  /** What the policy calls it. */
  readonly name: string;
  readonly verifier: Verifier;
  readonly url: string | undefined;
}

/** Whose cosignatures make a checkpoint count (C2SP tlog-policy). */
export interface Policy {
  readonly logs: readonly Verifier[];
  readonly witnesses: readonly PolicyWitness[];
  /** Whether these witnesses, by the names of the policy, are enough. */
  isQuorum(cosigned: ReadonlySet<string>): boolean;
}

/** A policy file does not say what it must; the message names the line. */
export class WrongPolicy extends Error {
  override readonly name = 'WrongPolicy';
}

type Rule = (cosigned: ReadonlySet<string>) => boolean;

/** Reads a policy file. @throws WrongPolicy */
export const parsePolicy = (text: string): Policy => {
  const logs: Verifier[] = [];
  const witnesses: PolicyWitness[] = [];
  const rules = new Map<string, Rule>();
  const members = new Set<string>();
  let quorum: Rule | undefined;

  const define = (name: string | undefined, rule: Rule): void => {
    if (!name || name === 'none' || rules.has(name)) throw new Error(`the name ${name ?? ''} cannot be given`);
    rules.set(name, rule);
  };
  const known = (name: string): Rule => {
    const rule = rules.get(name);
    if (!rule) throw new Error(`${name} is not defined before it`);
    return rule;
  };
  const refuseTwice = (keys: readonly Verifier[], key: Verifier): void => {
    if (keys.some((other) => other.key.equals(key.key))) throw new Error(`the key of ${key.name} stands twice`);
  };
  const group = (name: string | undefined, count: string, names: readonly string[]): void => {
    const words = new Map([
      ['all', names.length],
      ['any', 1],
    ]);
    const least = words.get(count) ?? (/^[1-9]\d*$/.test(count) ? Number(count) : Number.NaN);
    if (!(least >= 1 && least <= names.length)) throw new Error(`a group counts all, any or 1 to ${names.length} of its members`);
    const those = names.map(known);
    for (const member of names) {
      if (members.has(member)) throw new Error(`${member} is a member already`);
      members.add(member);
    }
    define(name, (cosigned) => those.filter((rule) => rule(cosigned)).length >= least);
  };
  const read = ([kind, first = '', second = '', ...rest]: readonly string[]): void => {
    if (kind === 'log') {
      const key = parseVerifierKey(first);
      refuseTwice(logs, key);
      logs.push(key);
    } else if (kind === 'witness') {
      const verifier = parseVerifierKey(second, COSIGNERS);
      const keys = witnesses.map((witness) => witness.verifier);
      refuseTwice(keys, verifier);
      define(first, (cosigned) => cosigned.has(first));
      witnesses.push({ name: first, verifier, url: rest[0] });
    } else if (kind === 'group') {
      group(first, second, rest);
    } else if (kind === 'quorum') {
      if (quorum || second !== '') throw new Error('there is one quorum, of one name');
      quorum = first === 'none' ? () => true : known(first);
    } else {
      throw new Error('a line begins with log, witness, group or quorum');
    }
  };

  for (const [place, line] of text.split('\n').entries()) {
    const words = line.split(/[ \t]+/).filter(Boolean);
    if (words.length === 0 || words[0]?.startsWith('#')) continue;
    try {
      read(words);
    } catch (error) {
      throw new WrongPolicy(`Line ${place + 1} of the policy: ${(error as Error).message}.`, { cause: error });
    }
  }
  if (!quorum) throw new WrongPolicy('The policy has no quorum line.');
  return { logs, witnesses, isQuorum: quorum };
};
