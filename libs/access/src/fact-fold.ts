import {
  type AuthorityEffect,
  type CloudEvent,
  type EffectPlace,
  type Fact,
  type FactKind,
  type FactKinds,
  lookUp,
  type Path,
  placesOf,
} from '@patto/contracts';
import { FactIndex, type Holding, type Standing } from './fact-index.ts';

/** Before and after all instants. */
const ALWAYS = { fromMs: Number.NEGATIVE_INFINITY, untilMs: Number.POSITIVE_INFINITY };

/**
 * Folds declared authority effects; it knows no event type. An effect with a `key` is about that one fact of its stream. One without is about
 * the stream's only fact of the kind, or, where the stream tells several apart by keys, about all of them that have not ended
 * (the end of a pact ends every participation in it).
 */
export class FactFold {
  readonly #holdings = new Map<string, Holding>();
  readonly #index = new FactIndex();

  /** Takes in that a stream moved, by an event that may have no effect at all: what guards compare moved with it. */
  moved(stream: string, revision: number): void {
    const holding = this.#holdings.get(stream);
    if (holding) holding.revision = revision;
  }

  /** Folds the effects of one event. */
  apply(event: CloudEvent, effects: readonly AuthorityEffect[]): void {
    for (const effect of effects) {
      for (const place of placesOf(event, effect.each)) this.#happen(effect, place);
    }
  }

  /** Facts of a kind in force at an instant (milliseconds) whose members name all of these. */
  find<K extends FactKind>(kind: K, values: readonly string[], at: number): readonly Fact<K>[] {
    return this.#index.find(kind, values, at).map((fact) => asFact<K>(fact));
  }

  #happen(effect: AuthorityEffect, place: EffectPlace): void {
    const holding = this.#holdingOf(place.event);
    for (const key of keysAbout(effect, place, holding)) {
      const slot = `${effect.authority} ${key}`;
      const old = holding.facts.get(slot);
      const now = next(effect, place, old ?? unheardOf(effect.authority, key, holding));
      if (!now) continue;
      holding.facts.set(slot, now);
      this.#index.replace(old, now);
    }
  }

  #holdingOf({ subject, revision }: CloudEvent): Holding {
    const known = this.#holdings.get(subject);
    if (known) return known;
    const made: Holding = { stream: subject, revision, facts: new Map() };
    this.#holdings.set(subject, made);
    return made;
  }
}

const keysAbout = (effect: AuthorityEffect, place: EffectPlace, { facts }: Holding): readonly string[] => {
  if (effect.key !== undefined) return [String(lookUp(place, effect.key))];
  const keyed = [...facts.values()].filter(({ kind, key }) => kind === effect.authority && key !== '');
  return keyed.length === 0 ? [''] : keyed.filter(({ state }) => state !== 'ended').map(({ key }) => key);
};

const unheardOf = (kind: FactKind, key: string, holding: Holding): Standing => ({
  kind,
  key,
  holding,
  state: 'ended',
  from: undefined,
  until: undefined,
  ...ALWAYS,
  is: {},
});

/** How an effect moves a fact; nothing where it does not apply. What ended is written down anew, with nothing of what it was. */
const next = (effect: AuthorityEffect, place: EffectPlace, was: Standing): Standing | undefined => {
  const isOver = was.state === 'ended';
  switch (effect.does) {
    case 'offers':
      return said(effect, place, isOver ? unheardOf(was.kind, was.key, was.holding) : was, isOver ? 'offered' : was.state);
    case 'begins':
      return said(effect, place, isOver ? unheardOf(was.kind, was.key, was.holding) : was, 'in-force');
    case 'changes':
      return isOver ? undefined : said(effect, place, was, was.state);
    case 'suspends':
      return was.state === 'in-force' ? { ...was, state: 'suspended' } : undefined;
    case 'resumes':
      return was.state === 'suspended' ? { ...was, state: 'in-force' } : undefined;
    case 'ends':
      return isOver ? undefined : { ...was, state: 'ended' };
  }
};

/** The fact with the members and the period that the event says; what it does not say stays, and `null` takes it away. */
const said = (effect: AuthorityEffect, place: EffectPlace, was: Standing, state: Fact['state']): Standing => {
  const is: Record<string, unknown> = { ...was.is };
  for (const [member, path] of Object.entries<Path | undefined>(effect.with ?? {})) {
    const value = path === undefined ? undefined : lookUp(place, path);
    if (value === null) delete is[member];
    else if (value !== undefined) is[member] = value;
  }
  const from = period(place, effect.from, was.from);
  const until = period(place, effect.until, was.until);
  const fromMs = from === undefined ? ALWAYS.fromMs : Date.parse(from); // What is no instant gives NaN, and a fact with it is never in force.
  const untilMs = until === undefined ? ALWAYS.untilMs : Date.parse(until);
  return { ...was, state, from, until, fromMs, untilMs, is };
};

const period = (place: EffectPlace, path: string | undefined, before: string | undefined): string | undefined => {
  const value: unknown = path === undefined ? before : lookUp(place, path);
  if (value === undefined) return before;
  return value === null ? undefined : String(value);
};

const asFact = <K extends FactKind>({ kind, holding, state, from, until, is }: Standing): Fact<K> => ({
  kind: kind as K,
  stream: holding.stream,
  revision: holding.revision,
  state,
  ...(from && { from }),
  ...(until && { until }),
  is: is as FactKinds[K],
});
