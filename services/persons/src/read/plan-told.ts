import { AreViews, less, only, stored } from '@patto/access';
import { AreIds, type Id, type Instant, IsId, IsInstant, idPattern, type OrganisationId, type PersonId } from '@patto/contracts';
import { ClosedGoal, MOST_COMMITMENTS, MOST_SUBJECTS } from '@patto/contracts/persons';
import type { Stored } from '@patto/read-models';
import { ArrayMaxSize, IsBoolean, IsIn, IsInt, IsOptional, Matches, Min } from 'class-validator';
import type { Plan, Signature } from '../plan/plan.ts';
import { GoalEntry, PlanEntries } from './plan-entries.ts';
import { isChoiceOfOne, linesOf, optionsOf, PlanLine, PlanOption } from './plan-lines.ts';
import type { PlanDocument } from './plans.ts';
import { Waiting, waitingFor } from './waiting.ts';

const PLAN_STATUSES = ['draft', 'proposed', 'agreed', 'closed'] as const satisfies readonly Plan['status'][];
/** A delegate, a parent and the person: more do not sign for one person. */
const MOST_SIGNERS = 20;

/** A goal, and whether there is one option for it and no other. */
export class PlanGoal extends GoalEntry {
  @IsBoolean() readonly isChoiceOfOne!: boolean;
}

/** Who signed for one person, or as case manager, and who else has to. */
export class PlanSignature implements Signature {
  @Matches(new RegExp(`${idPattern('person')}|^case-manager$`)) readonly of!: string;
  @AreIds('person', 'operator') @ArrayMaxSize(MOST_SIGNERS) readonly signers!: readonly string[];
  @AreIds('person') @ArrayMaxSize(MOST_SIGNERS) readonly awaits!: readonly PersonId[];
}

/** A plan, whole, as its persons and the body in charge read it. */
class PlanTold extends less(PlanEntries, 'goals', 'options', 'commitments') {
  @AreIds('person') @ArrayMaxSize(MOST_SUBJECTS) readonly subjects!: readonly PersonId[];
  @IsOptional() @IsId('organisation') readonly organisation?: OrganisationId;
  @IsIn(PLAN_STATUSES) readonly status!: Plan['status'];
  @IsInstant() readonly openedAt!: Instant;
  @IsOptional() @IsInstant() readonly agreedAt?: Instant;
  /** Whether some of it has come into force. */
  @IsBoolean() readonly inForce!: boolean;
  /** Present while it is being reshaped: what is in force and leaves with the next agreement. */
  @IsOptional() @AreIds('commitment') @ArrayMaxSize(MOST_COMMITMENTS) readonly leaving?: readonly Id<'commitment'>[];
  /** What waits for who asked. */
  @AreViews(() => Waiting) readonly waiting!: readonly Waiting[];
  @AreViews(() => PlanGoal) readonly goals!: readonly PlanGoal[];
  @AreViews(() => PlanOption) readonly options!: readonly PlanOption[];
  @AreViews(() => PlanLine) readonly commitments!: readonly PlanLine[];
  @AreViews(() => ClosedGoal) readonly outcomes!: readonly ClosedGoal[];
  /** The revision of the last proposal; 0 before the first. */
  @IsInt() @Min(0) readonly proposedRevision!: number;
  @AreViews(() => PlanSignature) readonly signatures!: readonly PlanSignature[];
}

export class PlanView extends stored(PlanTold, 'plan') {}

/** A plan, told to one party. */
export const planTold = (view: Stored<PlanDocument>, party: string): PlanView => {
  const { state, parties: _parties, wanting: _wanting, commitments: _commitments, ...told } = view;
  return {
    ...told,
    inForce: state.inForce,
    ...(state.leaving && { leaving: state.leaving }),
    proposedRevision: state.proposedRevision,
    signatures: Object.entries(state.signatures).map(([of, signature]) => ({ of, ...signature })),
    goals: view.goals.map((set) => ({ ...set, isChoiceOfOne: isChoiceOfOne(view, set.goal) })),
    options: optionsOf(view),
    commitments: linesOf(view),
    waiting: waitingFor(view, party),
  };
};

/** A plan in a list: what it is about is in the plan itself. */
export class PlanInList extends only(PlanView, 'id', 'revision', 'subjects', 'organisation', 'status', 'openedAt', 'agreedAt', 'inForce', 'waiting') {
  /** So many there are. */
  @IsInt() @Min(0) readonly goals!: number;
}

export const planInList = (view: Stored<PlanDocument>, party: string): PlanInList => {
  const { id, revision, subjects, organisation, status, openedAt, agreedAt, goals, state } = view;
  const standing = { id, revision, subjects, organisation, status, openedAt, agreedAt, inForce: state.inForce };
  return { ...standing, goals: goals.length, waiting: waitingFor(view, party) };
};
