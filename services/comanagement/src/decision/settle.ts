import { DecisionBlocked, DecisionCarried, DecisionLapsed, DecisionTookEffect } from '@patto/contracts/comanagement';
import { type Context, type Decided, event } from '@patto/event-store/pure';
import { asked, askedForAct } from './asking.ts';
import { count } from './count.ts';
import type { Opened } from './decision.ts';
import { competentBodies, type Deciding, positionsIn } from './parties.ts';

/** What follows from all that was said by now: nothing while it is open, else the verdict with the whole count, and its effect unless that waits for an act. */
export const settled = (state: Opened, parties: Deciding, context: Pick<Context, 'now' | 'stream' | 'idFor'>): readonly Decided[] => {
  const { rule, ruleRevision, pact, change, needsAct } = state;
  const counted = { rule, ruleRevision, positions: positionsIn(state, parties), atDeadline: context.now >= state.deadline };
  const excused = asked(state.awaited, context);
  const competent = askedForAct(competentBodies(change, parties), context);
  switch (count(counted)) {
    case 'open':
      return [];
    case 'blocked':
      return [event(DecisionBlocked, { ...counted, excused })];
    case 'lapsed':
      return [event(DecisionLapsed, { ...counted, excused })];
    case 'carried':
      return [
        event(DecisionCarried, { ...counted, excused, pact, change, awaitsAct: needsAct, ...(needsAct && { competent }) }),
        ...(needsAct ? [] : [event(DecisionTookEffect, { pact, change, acts: [] })]),
      ];
  }
};
