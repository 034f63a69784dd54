import type { Id, Instant, OrganisationId } from '@patto/contracts';
import {
  ActAttached,
  type AskedParty,
  DecidersChanged,
  DecisionBlocked,
  DecisionCarried,
  DecisionLapsed,
  DecisionOpened,
  DecisionTookEffect,
  ObjectionAnswered,
  type Position,
  PositionTaken,
  ProposalAmended,
  type ProposedChange,
} from '@patto/contracts/comanagement';
import type { DecisionRule } from '@patto/contracts/partnerships';
import { aggregate, type Evolve } from '@patto/event-store/pure';

/** What a party said about the proposal as it stands. */
interface Said {
  readonly position: Position;
  readonly reason?: string | undefined;
  readonly answered: boolean;
}

/** A decision that was opened, and what was said about it. */
export interface Opened {
  /** `carried` waits for the act of the competent body. */
  readonly status: 'open' | 'carried' | 'in-effect' | 'blocked' | 'lapsed';
  readonly pact: Id<'pact'>;
  readonly change: ProposedChange;
  readonly rule: DecisionRule;
  readonly ruleRevision: string;
  readonly deadline: Instant;
  readonly needsAct: boolean;
  readonly proposer: OrganisationId;
  readonly round: number;
  readonly said: { readonly [organisation: string]: Said };
  /** Who was asked and has not said yet what they want. */
  readonly awaited: readonly OrganisationId[];
  /** Who was asked for the act. */
  readonly competent: readonly AskedParty[];
}

export type DecisionState = { readonly status: 'none' } | Opened;

const events = {
  DecisionOpened,
  DecidersChanged,
  PositionTaken,
  ObjectionAnswered,
  ProposalAmended,
  DecisionCarried,
  DecisionBlocked,
  DecisionLapsed,
  ActAttached,
  DecisionTookEffect,
};

const became = (state: DecisionState, status: Opened['status']): DecisionState => (state.status === 'none' ? state : { ...state, status, awaited: [] });
type Awaited = readonly OrganisationId[];
/** Who is awaited after these were asked, and those excused. */
export const awaitedAfter = (awaited: Awaited, asked: readonly AskedParty[], excused: readonly AskedParty[] = []): Awaited => [
  ...awaited.filter((one) => !excused.some(({ organisation }) => organisation === one)),
  ...asked.map(({ organisation }) => organisation),
];
/** Who is awaited after one of them has said what it wants. */
export const awaitedWithout = (awaited: Awaited, organisation: OrganisationId): Awaited => awaited.filter((one) => one !== organisation);
const says = (state: DecisionState, organisation: OrganisationId, said: Said): DecisionState =>
  state.status === 'none' ? state : { ...state, said: { ...state.said, [organisation]: said }, awaited: awaitedWithout(state.awaited, organisation) };

const evolve: Evolve<DecisionState, typeof events> = {
  DecisionOpened: (_, { asked, ...facts }) => ({ ...facts, status: 'open', round: 1, said: {}, awaited: awaitedAfter([], asked), competent: [] }),
  DecidersChanged: (state, { asked, excused }) => (state.status === 'none' ? state : { ...state, awaited: awaitedAfter(state.awaited, asked, excused) }),
  PositionTaken: (state, { organisation, position, reason }) => says(state, organisation, { position, reason, answered: false }),
  ObjectionAnswered: (state, { organisation }) =>
    state.status === 'none' ? state : says(state, organisation, { ...(state.said[organisation] ?? { position: 'object' }), answered: true }),
  ProposalAmended: (state, { change, deadline, round, asked }) =>
    state.status === 'none' ? state : { ...state, change, deadline, round, said: {}, awaited: awaitedAfter([], asked) },
  DecisionCarried: (state, { competent = [] }) => (state.status === 'none' ? state : { ...state, status: 'carried', awaited: [], competent }),
  DecisionBlocked: (state) => became(state, 'blocked'),
  DecisionLapsed: (state) => became(state, 'lapsed'),
  ActAttached: (state) => state,
  DecisionTookEffect: (state) => became(state, 'in-effect'),
};

export const decision = aggregate(events, { status: 'none' } as DecisionState, evolve);
