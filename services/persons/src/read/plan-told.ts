import type { Occurrence } from '@patto/contracts/persons';
import type { Stored } from '@patto/read-models';
import type { PlanDocument } from './plans.ts';

/** One line of a plan as it stands: what was written, and what is owed of it. */
const lineOf = (view: PlanDocument, made: PlanDocument['commitments'][number]) => {
  const now = view.state.commitments[made.commitment];
  const breached = now?.overdue.filter((one) => one.breached).map(({ occurrence }) => occurrence) ?? [];
  const contested = now?.overdue.filter((one) => !one.breached).map(({ occurrence }) => occurrence) ?? [];
  return {
    ...made,
    status: now?.status ?? 'made',
    /** What the holder names when they accept. */
    events: now?.events ?? [],
    ...(now?.awaited && { awaited: now.awaited }),
    breached,
    contested,
    reported: now?.reported.map(({ occurrence }): Occurrence => occurrence) ?? [],
  };
};

export type Line = ReturnType<typeof lineOf>;

/** All lines of a plan. */
export const linesOf = (view: PlanDocument): readonly Line[] => view.commitments.map((made) => lineOf(view, made));

/** The options of a plan, each with what became of it. */
export const optionsOf = (view: PlanDocument) => view.options.map((offered) => ({ ...offered, status: view.state.options[offered.option]?.status ?? 'open' }));

/** Whether there is one option for a goal and no other: what was refused could have been had, what is unavailable could not. */
export const isChoiceOfOne = (view: PlanDocument, goal: string): boolean =>
  optionsOf(view).filter((option) => option.goal === goal && option.status !== 'unavailable').length === 1;

/** A plan as its persons and the body in charge read it. */
export const planTold = (view: Stored<PlanDocument>) => {
  const { state, parties: _parties, wanting: _wanting, commitments: _commitments, ...told } = view;
  return {
    ...told,
    inForce: state.inForce,
    proposedRevision: state.proposedRevision,
    signatures: Object.entries(state.signatures).map(([of, signature]) => ({ of, ...signature })),
    goals: view.goals.map((set) => ({ ...set, isChoiceOfOne: isChoiceOfOne(view, set.goal) })),
    options: optionsOf(view),
    commitments: linesOf(view),
  };
};

/** A plan in a list: what it is about is in the plan itself. */
export const planInList = ({ id, revision, subjects, organisation, status, openedAt, agreedAt, goals, state }: Stored<PlanDocument>) => ({
  ...{ id, revision, subjects, organisation, status, openedAt, agreedAt },
  inForce: state.inForce,
  goals: goals.length,
});
