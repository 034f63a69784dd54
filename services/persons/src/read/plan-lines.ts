import { AreViews, IsView, less } from '@patto/access';
import { Occurrence, PlanToldOfReferral } from '@patto/contracts/persons';
import { IsIn, IsOptional, IsUUID } from 'class-validator';
import type { Commitment } from '../plan/commitments.ts';
import type { Option } from '../plan/plan.ts';
import { CommitmentEntry, OptionEntry } from './plan-entries.ts';
import type { PlanDocument } from './plans.ts';

export const COMMITMENT_STATUSES = ['made', 'accepted', 'declined', 'in-force', 'suspended', 'ended'] as const satisfies readonly Commitment['status'][];
const OPTION_STATUSES = ['open', 'chosen', 'refused', 'unavailable'] as const satisfies readonly Option['status'][];

/** The referral that carries a line out, and how it stands as far as the plan was told. */
export class LineReferral extends less(PlanToldOfReferral, 'commitment') {}

/** One line of a plan as it stands: what was written, and what is owed of it. */
export class PlanLine extends CommitmentEntry {
  @IsIn(COMMITMENT_STATUSES) readonly status!: Commitment['status'];
  /** What the holder names when they accept. */
  @IsUUID('all', { each: true }) readonly events!: readonly string[];
  @IsOptional() @IsView(() => Occurrence) readonly awaited?: Occurrence;
  @AreViews(() => Occurrence) readonly breached!: readonly Occurrence[];
  @AreViews(() => Occurrence) readonly contested!: readonly Occurrence[];
  /** Fulfilments that wait for the counterpart's word. */
  @AreViews(() => Occurrence) readonly reported!: readonly Occurrence[];
  @IsOptional() @IsView(() => LineReferral) readonly referral?: LineReferral;
}

const lineOf = (view: PlanDocument, made: CommitmentEntry): PlanLine => {
  const now = view.state.commitments[made.commitment];
  const breached = now?.overdue.filter((one) => one.breached).map(({ occurrence }) => occurrence) ?? [];
  const contested = now?.overdue.filter((one) => !one.breached).map(({ occurrence }) => occurrence) ?? [];
  return {
    ...made,
    status: now?.status ?? 'made',
    events: now?.events ?? [],
    ...(now?.awaited && { awaited: now.awaited }),
    breached,
    contested,
    reported: now?.reported.map(({ occurrence }) => occurrence) ?? [],
    ...(now?.referral && { referral: now.referral }),
  };
};

/** All lines of a plan. */
export const linesOf = (view: PlanDocument): readonly PlanLine[] => view.commitments.map((made) => lineOf(view, made));

/** An option and what became of it. */
export class PlanOption extends OptionEntry {
  @IsIn(OPTION_STATUSES) readonly status!: Option['status'];
}

/** The options of a plan. */
export const optionsOf = (view: PlanDocument): readonly PlanOption[] =>
  view.options.map((offered) => ({ ...offered, status: view.state.options[offered.option]?.status ?? 'open' }));

/** Whether there is one option for a goal and no other: what was refused could have been had, what is unavailable could not. */
export const isChoiceOfOne = (view: PlanDocument, goal: string): boolean =>
  optionsOf(view).filter((option) => option.goal === goal && option.status !== 'unavailable').length === 1;
