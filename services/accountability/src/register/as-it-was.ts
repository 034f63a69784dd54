import type { Instant } from '@patto/contracts';
import { MOVES } from './moves.ts';
import type { Obligation, ObligationState, Responsible, Step } from './obligation.ts';

/** How an obligation stood from an instant on: who was responsible, and what was to be done. */
export interface Stood extends Responsible {
  readonly from: Instant;
  readonly state: ObligationState;
}

/** In the order in which things happened; what happened at once, in the order in which it was recorded. */
export const byHappening = <Happened extends { readonly happenedAt: Instant; readonly position: number }>(things: readonly Happened[]): readonly Happened[] =>
  things.toSorted((one, other) => Date.parse(one.happenedAt) - Date.parse(other.happenedAt) || one.position - other.position);

/** A breach that was taken back was none, and then there is nothing to take back either. */
const withoutAnnulled = (steps: readonly Step[]): readonly Step[] =>
  steps.filter(
    ({ verb }, index) => verb !== 'annulled' && !(verb === 'breached' && steps.slice(index + 1).some((afterwards) => afterwards.verb === 'annulled')),
  );

/** What is done cannot be late any more, however late that became known. */
const isOver = (obligation: Obligation | undefined): boolean => obligation?.state === 'discharged' || obligation?.state === 'waived';

/** A step with how the obligation stood before and after it; nothing before the first. */
export interface Retold {
  readonly step: Step;
  readonly was: Obligation | undefined;
  readonly now: Obligation;
}

/** The steps told anew in the order in which they happened. */
export const retold = (steps: readonly Step[]): readonly Retold[] => {
  const told: Retold[] = [];
  let was: Obligation | undefined;
  for (const step of byHappening(withoutAnnulled(steps))) {
    const { verb, names, time, happenedAt } = step;
    if (verb === 'breached' && isOver(was)) continue;
    const now = MOVES[verb](was, { ...names, time, happenedAt });
    if (now) told.push({ step, was, now });
    was = now;
  }
  return told;
};

/** How an obligation stood from when to when, as it was. */
export const stoodOverTime = (steps: readonly Step[]): readonly Stood[] =>
  retold(steps).map(({ step: { happenedAt: from }, now: { holder, performer, state } }) => ({ from, holder, performer, state }));

/** How it stood at an instant, told by these steps; nothing where it was not there yet. */
export const stoodAt = (steps: readonly Step[], at: Instant): Stood | undefined =>
  stoodOverTime(steps).findLast(({ from }) => Date.parse(from) <= Date.parse(at));

/** The steps that were on record at an instant. */
export const knownBy = (steps: readonly Step[], at: Instant): readonly Step[] => steps.filter(({ time }) => Date.parse(time) <= Date.parse(at));
