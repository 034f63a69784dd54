import { DecisionBlocked, DecisionCarried, DecisionLapsed, DecisionTookEffect } from '@patto/contracts/comanagement';
import { type Decided, event } from '@patto/event-store/pure';
import { verdictOf } from './count.ts';
import type { Opened } from './decision.ts';
import { type PactInForce, positionsIn } from './parties.ts';

/** What follows from all that was said by now: nothing while it is open, else the verdict with the whole count, and its effect unless that waits for an act. */
export const settled = (state: Opened, parties: PactInForce, now: string): readonly Decided[] => {
  const { rule, ruleRevision, pact, change, needsAct } = state;
  const count = { rule, ruleRevision, positions: positionsIn(state, parties), atDeadline: now >= state.deadline };
  switch (verdictOf(count)) {
    case 'open':
      return [];
    case 'blocked':
      return [event(DecisionBlocked, count)];
    case 'lapsed':
      return [event(DecisionLapsed, count)];
    case 'carried':
      return [
        event(DecisionCarried, { ...count, pact, change, awaitsAct: needsAct }),
        ...(needsAct ? [] : [event(DecisionTookEffect, { pact, change, acts: [] })]),
      ];
  }
};
