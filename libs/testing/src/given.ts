import { createHash } from 'node:crypto';
import { expect } from '@jest/globals';
import {
  type By,
  type Channel,
  type Fact,
  type FactKind,
  type FactKinds,
  type Id,
  type Initiative,
  type Login,
  type OperatorId,
  type OrganisationId,
  partyOf,
  personalFields,
  type PersonId,
  Rejection,
} from '@patto/contracts';
import type { About, Aggregate, AnyDecision, Context, Decided, FactsInForce } from '@patto/event-store/pure';

/** Who acts in a test, and when. */
export interface TestActing {
  readonly by: By;
  readonly now: string;
  readonly happenedAt: string;
  readonly initiative: Initiative;
  readonly channel: Channel;
  readonly login?: Login;
}

const NOON = '2027-03-01T12:00:00.000Z';

/** A made-up id that reads as a name in failures: `named('person', 1)`. */
export const named = <Category extends string>(category: Category, number: number): Id<Category> =>
  `${category}-00000000-0000-8000-8000-${String(number).padStart(12, '0')}`;

const acting = (by: By, initiative: Initiative, now: string): TestActing => ({ by, now, happenedAt: now, initiative, channel: 'self' });

/** A person who acts for themself. */
export const byPerson = (person: PersonId, now = NOON): TestActing => acting({ actor: person }, 'person', now);
/** A delegate who acts on behalf of a person. */
export const byDelegate = (delegate: PersonId, person: PersonId, now = NOON): TestActing => acting({ actor: delegate, onBehalfOf: person }, 'delegate', now);
/** An operator who acts for their organisation. */
export const byOperator = (operator: OperatorId, organisation: OrganisationId, now = NOON): TestActing =>
  acting({ actor: operator, organisation }, 'agency', now);
/** A service of ours that acts by itself, as when a due date passes. */
export const bySystem = (now = NOON): TestActing => acting({ actor: named('system', 1) }, 'agency', now);

/** A fact in force, as `access` would have folded it. */
export const fact = <K extends FactKind>(
  kind: K,
  is: FactKinds[K],
  stream: string = named(kind, 1),
  period: { from?: string; until?: string } = {},
): Fact<K> => ({
  kind,
  stream,
  revision: 1,
  state: 'in-force',
  is,
  ...period,
});

const mentions = (is: object, id: string) => Object.values(is).some((value) => value === id || (Array.isArray(value) && value.includes(id)));

const view = (facts: readonly Fact[], now: string): FactsInForce => ({
  find: <K extends FactKind>(kind: K, ...ids: readonly string[]) =>
    facts.filter(
      (one): one is Fact<K> =>
        one.kind === kind &&
        one.state === 'in-force' &&
        (!one.from || one.from <= now) &&
        (!one.until || now < one.until) &&
        ids.every((id) => mentions(one.is, id)),
    ),
});

const withoutPersonal = ({ class: declared, data }: Decided): Record<string, unknown> => {
  const sealed = new Set(personalFields(declared).map(({ field }) => field));
  return Object.fromEntries(Object.entries(data as object).filter(([member]) => !sealed.has(member)));
};

/** Folds events as the store would, each recorded a minute after the one before. */
export const folded = <State>(aggregate: Aggregate<State, never> | Aggregate<State>, past: readonly Decided[], by: By): State =>
  past.reduce(
    (state, one, index) => {
      const time = new Date(Date.parse('2027-01-01T00:00:00Z') + index * 60_000).toISOString();
      const about: About = { id: `event-${index}`, revision: index + 1, time, happenedAt: time, by, initiative: 'agency', channel: 'self' };
      return (aggregate as Aggregate<State>).evolve(state, one.class.name, withoutPersonal(one), about);
    },
    (aggregate as Aggregate<State>).initial,
  );

interface Then {
  /** These events and no others, in this order; personal members included. */
  then(expected: readonly Decided[]): void;
  /** Refused with this code; the sentence must not be empty. */
  isRejected(code: string): void;
  /** Accepted, and nothing new to record. */
  changesNothing(): void;
  /** The decided events, for a closer look. */
  readonly decided: readonly Decided[];
}

interface When {
  /** Facts that are in force in the log when the command is decided. */
  with(...facts: Fact[]): When;
  when<Command extends object>(decision: AnyDecision, command: Command, who: TestActing): Then;
}

/** What happened so far in one stream; each past event may be wrapped by `as` to say who did it. */
export const given = (past: readonly Decided[], stream: string, options: { by?: By } = {}, facts: readonly Fact[] = []): When => ({
  with: (...more) => given(past, stream, options, [...facts, ...more]),
  when: (decision, command, who) => {
    const context = { ...who, party: partyOf(who.by), stream, revision: past.length, newId: counting(past.length), idFor, secret: () => SECRET };
    const attempt = (): readonly Decided[] => {
      const state = folded(decision.aggregate as Aggregate, past, options.by ?? who.by);
      const relied = decision.relies?.(command, view(facts, who.now), context, state) ?? {};
      return decision.decide(state, command, { ...context, relied } as Context);
    };
    return {
      get decided() {
        return attempt();
      },
      then: (expected) => expect(attempt().map(plain)).toEqual(expected.map(plain)),
      changesNothing: () => expect(attempt()).toEqual([]),
      isRejected: (code) => {
        let caught: unknown;
        try {
          caught = attempt();
        } catch (error) {
          caught = error;
        }
        expect(caught).toBeInstanceOf(Rejection);
        expect((caught as Rejection).code).toBe(code);
        expect((caught as Rejection).message).toMatch(/^\p{Lu}.*\.$/u);
      },
    };
  },
});

const plain = ({ class: declared, data }: Decided) => ({ event: declared.name, ...(JSON.parse(JSON.stringify(data)) as object) });

/** What every command that hands out a secret hands out in tests. */
export const SECRET = 'K7QF3M2X9ZT0AB4D';

/** The id that natural parts have in tests: the same for the same parts. */
export const idFor = <Category extends string>(category: Category, ...parts: readonly string[]): Id<Category> =>
  `${category}-${createHash('sha256')
    .update(parts.join('\0'))
    .digest('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5')}`;

/** Ids that a decision makes are `<category>-…` counted from the revision on, so that a test can foretell them with `named`. */
const counting = (revision: number) => {
  let next = revision * 100;
  return <Category extends string>(category: Category): Id<Category> => named(category, ++next);
};
