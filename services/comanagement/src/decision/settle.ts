import { DecisionBlocked, DecisionCarried, DecisionLapsed, DecisionTookEffect } from '@patto/contracts/comanagement';
import { type Decided, event } from '@patto/event-store/pure';
import { count } from './count.ts';
import type { Opened } from './decision.ts';
import { type PactInForce, positionsIn } from './parties.ts';

/** What follows from all that was said by now: nothing while it is open, else the verdict with the whole count, and its effect unless that waits for an act. */
export const settled = (state: Opened, parties: PactInForce, now: string): readonly Decided[] => {
  const { rule, ruleRevision, pact, change, needsAct } = state;
  const counted = { rule, ruleRevision, positions: positionsIn(state, parties), atDeadline: now >= state.deadline };
  switch (count(counted)) {
    case 'open':
      return [];
    case 'blocked':
      return [event(DecisionBlocked, counted)];
    case 'lapsed':
      return [event(DecisionLapsed, counted)];
    case 'carried':
      return [
        event(DecisionCarried, { ...counted, pact, change, awaitsAct: needsAct }),
        ...(needsAct ? [] : [event(DecisionTookEffect, { pact, change, acts: [] })]),
      ];
  }
};
