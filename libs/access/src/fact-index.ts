import { type Fact, type FactKind, isId } from '@patto/contracts';

/** What one stream holds: how far it was seen, and its facts. */
export interface Holding {
  readonly stream: string;
  /** The stream's last revision that was seen, by whatever event. */
  revision: number;
  readonly facts: Map<string, Standing>;
}

/** A fact as it is folded: a place in a holding, whose revision is the fact's. */
export interface Standing {
  readonly kind: FactKind;
  readonly key: string;
  readonly holding: Holding;
  readonly state: Fact['state'];
  readonly from: string | undefined;
  readonly until: string | undefined;
  /** The period in milliseconds of the Unix epoch: instants are written with and without fractions, and a day is an instant too. */
  readonly fromMs: number;
  readonly untilMs: number;
  readonly is: Readonly<Record<string, unknown>>;
}

/** Whether a fact has this value as a member or within one. */
const names = ({ is }: Standing, value: string): boolean =>
  Object.values(is).some((member) => member === value || (Array.isArray(member) && member.includes(value)));

/** The ids that a fact's members name. */
export const idsIn = (is: object): readonly string[] => [...new Set(Object.values(is).flat().filter(isId))];

/** Finds facts in force by the ids that they name. Facts that are offered, suspended or ended are not in it. */
export class FactIndex {
  readonly #byKind = new Map<string, Set<Standing>>();
  readonly #byId = new Map<string, Set<Standing>>();

  /** Puts the new standing of a fact in the place of its old one. */
  replace(old: Standing | undefined, now: Standing): void {
    if (old?.state === 'in-force') this.#each(old, (set) => set.delete(old));
    if (now.state === 'in-force') this.#each(now, (set) => set.add(now));
  }

  /**
   * The facts of a kind in force at `at` (milliseconds) that name all of these values. As fast as the rarest id among them is rare;
   * other values, as a competence, only narrow what the ids found.
   */
  find(kind: FactKind, values: readonly string[], at: number): readonly Standing[] {
    const sets = values.filter(isId).map((id) => this.#byId.get(`${kind} ${id}`));
    const smallest = sets.reduce((least, set) => (set === undefined || (least && set.size < least.size) ? set : least), sets[0] ?? this.#byKind.get(kind));
    if (!smallest || sets.includes(undefined)) return [];
    return [...smallest].filter((fact) => fact.fromMs <= at && at < fact.untilMs && values.every((value) => names(fact, value)));
  }

  #each(fact: Standing, act: (set: Set<Standing>) => void): void {
    act(setAt(this.#byKind, fact.kind));
    for (const id of idsIn(fact.is)) {
      const key = `${fact.kind} ${id}`;
      const set = setAt(this.#byId, key);
      act(set);
      if (set.size === 0) this.#byId.delete(key);
    }
  }
}

const setAt = (sets: Map<string, Set<Standing>>, key: string): Set<Standing> => {
  const known = sets.get(key);
  if (known) return known;
  const made = new Set<Standing>();
  sets.set(key, made);
  return made;
};
