import { ANY_CATEGORY, declarations, type Fact, isAuthorityEffect, standsIn } from '@patto/contracts';
import { BEFORE_FIRST, type EventLog, type Position } from '@patto/event-store';
import type { FactsInForce } from '@patto/event-store/pure';
import { FactFold } from './fact-fold.ts';
import { idsIn } from './fact-index.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { unavailable } from './unavailable.ts';

/** The stream categories that can hold facts: all in which an event with such an effect may stand. */
const categoriesWithFacts = (): readonly string[] => {
  const having = declarations().filter(({ effects }) => effects.some(isAuthorityEffect));
  const places = declarations().filter((place) => having.some((one) => standsIn(one, place)));
  return [...new Set(places.map(({ category }) => category))].filter((category) => category !== ANY_CATEGORY);
};

/** What gives authority, folded up to a position of the log. */
export interface FactsAtHead {
  /** Everything up to this position is folded. */
  readonly position: Position;
  /**
   * The facts in force at an instant (RFC 3339): put in force, not suspended or ended, and `from <= now < until`. Nothing waits for an expiry event.
   * The view is live: it moves on with the fold, and only forward.
   */
  at(now: string): FactsInForce;
}

/** The facts that give authority. They live in memory and are folded anew from the log at each start. */
export interface AuthorityFacts {
  /**
   * Brings the fold to the head of the log: everything that was acknowledged before this call is in it.
   * @throws Rejection `authority-unavailable` where the log cannot be read
   */
  current(): Promise<FactsAtHead>;
  /** Whether all of these facts are still in force as they were relied on, at the head of the log; asked once more before an answer is shown. */
  stillStand(relied: readonly Fact[], now: string): Promise<boolean>;
}

/**
 * Folds the authority effects that events declare, by no event type's name.
 *
 * A guard compares a *stream's* revision, so a fact's `revision` is the last one of its stream that was seen and not that of the event which last moved the
 * fact: else one later event without an effect (a corrected address) would leave its guard stale for ever. That is why every event of
 * a category that can hold facts is followed, and not only those with effects.
 */
export const authorityFacts = (log: EventLog): AuthorityFacts => {
  const fold = new FactFold();
  const effectsOf = new Map(declarations().map(({ type, effects }) => [type, effects.filter(isAuthorityEffect)] as const));
  const categories = categoriesWithFacts();
  let position: Position = BEFORE_FIRST;

  const catchUp = async (): Promise<void> => {
    const head = await log.head();
    if (head === position) return;
    for await (const recorded of log.readAll({ after: position, categories })) {
      const effects = effectsOf.get(recorded.type) ?? [];
      if (effects.length > 0) fold.apply(recorded.event, effects);
      fold.moved(recorded.stream, recorded.revision);
      position = recorded.position;
    }
    position = Math.max(position, head);
  };

  const view: FactsAtHead = {
    get position() {
      return position;
    },
    at: (now) => {
      const instant = Date.parse(now);
      return { find: (kind, ...ids) => fold.find(kind, ids, instant) };
    },
  };

  const shared = oneAtATime(catchUp);
  const current = async (): Promise<FactsAtHead> => {
    await shared().catch(unavailable);
    return view;
  };

  return {
    current,
    stillStand: async (relied, now) => {
      const facts = (await current()).at(now);
      return relied.every(({ kind, stream, revision, is }) =>
        facts.find(kind, ...idsIn(is)).some((fact) => fact.stream === stream && fact.revision === revision),
      );
    },
  };
};
