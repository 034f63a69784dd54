import { AreViews, IsSealState, IsView, type StateAt, stateAt, stored } from '@patto/access';
import { AreIds, AreTexts, type Id, type Instant, IsId, IsInstant, IsText, type OrganisationId } from '@patto/contracts';
import {
  ActAttached,
  DecidersChanged,
  DecisionBlocked,
  DecisionCarried,
  DecisionCount,
  DecisionLapsed,
  DecisionOpened,
  DecisionTookEffect,
  ObjectionAnswered,
  type Position,
  POSITIONS,
  PositionTaken,
  ProposalAmended,
  ProposedChange,
} from '@patto/contracts/comanagement';
import { DecisionRule, MOST_SIGNATORIES } from '@patto/contracts/partnerships';
import { readModel } from '@patto/read-models';
import { ArrayMaxSize, IsBoolean, IsIn, IsInt, IsOptional, IsUUID, Min } from 'class-validator';
import { awaitedAfter, awaitedWithout } from '../decision/decision.ts';

export const DECISION_STATUSES = ['open', 'carried', 'in-effect', 'blocked', 'lapsed'] as const;
/** `carried` waits for the act of the competent body. */
export type DecisionStatus = (typeof DECISION_STATUSES)[number];

/** What a party says about the proposal as it stands, and what the proposer answered to its objection. */
export class PartyPosition {
  @IsId('organisation') readonly organisation!: OrganisationId;
  @IsIn(POSITIONS) readonly position!: Position;
  @IsOptional() @IsText(1_000) readonly reason?: string;
  @IsOptional() @IsText(1_000) readonly answer?: string;
  @IsInstant() readonly takenAt!: Instant;
  /** The event that says it, and how far its evidence reaches. */
  @IsUUID() readonly event!: string;
  @IsSealState() readonly state!: StateAt;
}

class DecisionDocument {
  @IsId('pact') readonly pact!: Id<'pact'>;
  @IsView(() => ProposedChange) readonly change!: ProposedChange;
  @IsView(() => DecisionRule) readonly rule!: DecisionRule;
  @IsText(60) readonly ruleRevision!: string;
  @IsInstant() readonly deadline!: Instant;
  @IsBoolean() readonly needsAct!: boolean;
  @IsId('organisation') readonly proposer!: OrganisationId;
  @IsIn(DECISION_STATUSES) readonly status!: DecisionStatus;
  @IsInt() @Min(1) readonly round!: number;
  @IsInstant() readonly openedAt!: Instant;
  /** When it was carried, blocked, or lapsed. */
  @IsOptional() @IsInstant() readonly settledAt?: Instant;
  @IsOptional() @IsInstant() readonly inEffectAt?: Instant;
  @AreViews(() => PartyPosition) readonly positions!: readonly PartyPosition[];
  /** Who was asked and has not said yet what they want. */
  @AreIds('organisation') @ArrayMaxSize(MOST_SIGNATORIES) readonly awaited!: readonly OrganisationId[];
  /** Who was against it when it was settled. */
  @AreViews(() => PartyPosition) readonly dissent!: readonly PartyPosition[];
  /** How it was counted when it was settled. */
  @IsOptional() @IsView(() => DecisionCount) readonly count?: DecisionCount;
  @AreTexts(5, 300) readonly acts!: readonly string[];
}

/** A decision of the parties of a pact: what was proposed, what each said, how it was counted, whether it is in effect. */
export class DecisionView extends stored(DecisionDocument, 'decision') {}

type View = DecisionDocument | undefined;

const settled = (view: View, status: DecisionStatus, { rule, ruleRevision, positions, atDeadline }: DecisionCount, settledAt: Instant): View =>
  view && {
    ...view,
    ...{ status, settledAt, awaited: [], count: { rule, ruleRevision, positions, atDeadline } },
    dissent: view.positions.filter(({ position }) => position === 'object' || position === 'block'),
  };

/** Decisions of the parties of pacts. */
export const decisions = readModel(
  'decisions',
  3,
  {
    events: {
      ...{ DecisionOpened, DecidersChanged, PositionTaken, ObjectionAnswered, ProposalAmended },
      ...{ DecisionCarried, DecisionBlocked, DecisionLapsed, ActAttached, DecisionTookEffect },
    },
    indexes: ['pact', 'status'],
  },
  {
    DecisionOpened: (_: View, { asked, ...facts }, { time }): View => ({
      ...facts,
      ...{ status: 'open', round: 1, openedAt: time, positions: [], awaited: awaitedAfter([], asked), dissent: [], acts: [] },
    }),
    DecidersChanged: (view, { asked, excused }): View => view && { ...view, awaited: awaitedAfter(view.awaited, asked, excused) },
    PositionTaken: (view, { organisation, position, reason }, { id: event, position: at, time }): View =>
      view && {
        ...view,
        positions: [
          ...view.positions.filter((one) => one.organisation !== organisation),
          { ...{ organisation, position, ...(reason && { reason }) }, ...{ takenAt: time, event, state: stateAt(at) } },
        ],
        awaited: awaitedWithout(view.awaited, organisation),
      },
    ObjectionAnswered: (view, { organisation, answer }): View =>
      view && { ...view, positions: view.positions.map((one) => (one.organisation === organisation ? { ...one, answer } : one)) },
    ProposalAmended: (view, { change, deadline, round, asked }): View =>
      view && { ...view, change, deadline, round, positions: [], awaited: awaitedAfter([], asked) },
    DecisionCarried: (view, facts, { time }) => settled(view, 'carried', facts, time),
    DecisionBlocked: (view, facts, { time }) => settled(view, 'blocked', facts, time),
    DecisionLapsed: (view, facts, { time }) => settled(view, 'lapsed', facts, time),
    ActAttached: (view): View => view,
    DecisionTookEffect: (view, { acts }, { time }): View => view && { ...view, status: 'in-effect', inEffectAt: time, acts },
  },
);
