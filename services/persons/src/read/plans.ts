import { stateAt } from '@patto/access';
import type { Instant, OrganisationId, PersonId } from '@patto/contracts';
import type * as contract from '@patto/contracts/persons';
import { type Handlers, readModel, type Told } from '@patto/read-models';
import { type Plan, plan } from '../plan/plan.ts';
import type { PlanEntries } from './plan-entries.ts';

/** A plan as decisions know it, beside all that was said in it. */
export interface PlanDocument extends PlanEntries {
  readonly subjects: readonly PersonId[];
  readonly organisation?: OrganisationId;
  readonly status: Plan['status'];
  /** Who has lines of their own in it. */
  readonly parties: readonly string[];
  /** `category area` of what could not be had. */
  readonly wanting: readonly string[];
  readonly openedAt: Instant;
  readonly agreedAt?: Instant;
  readonly outcomes: readonly contract.ClosedGoal[];
  readonly state: Plan;
}

/** Where what an event says is kept; the others only move the state. */
const KEPT_IN: { readonly [Name in keyof typeof plan.events]?: keyof PlanEntries } = {
  GoalSet: 'goals',
  OptionOffered: 'options',
  OptionShaped: 'options',
  CommitmentMade: 'commitments',
  OptionRefused: 'refusals',
  OptionReportedUnavailable: 'unavailable',
  PlanToldOfAnswer: 'answers',
  PlanObjectedTo: 'objections',
  ProgressRecorded: 'progress',
  CommitmentDeclined: 'declined',
  SignatureDeclined: 'unsigned',
  FulfilmentContested: 'contests',
  PlanReshaped: 'reshapings',
};

const NOTHING: PlanEntries = {
  ...{ goals: [], options: [], commitments: [], refusals: [], unavailable: [], answers: [] },
  ...{ objections: [], progress: [], declined: [], unsigned: [], contests: [], reshapings: [] },
};

const entry = (facts: object, { id, position, time, happenedAt, by, initiative, sealed }: Told) => {
  const words = sealed('words');
  return { ...facts, ...(words && { words }), recorded: { event: id, at: time, happenedAt, by, initiative, state: stateAt(position) } };
};

const next = (view: PlanDocument | undefined, name: keyof typeof plan.events, facts: object, told: Told): PlanDocument => {
  const state = plan.evolve(view?.state ?? plan.initial, name, facts, told);
  const list = KEPT_IN[name];
  const entries = view ?? NOTHING;
  return {
    ...entries,
    ...(list && { [list]: [...entries[list], entry(facts, told)] }),
    subjects: state.subjects,
    ...(state.organisation && { organisation: state.organisation }),
    status: state.status,
    parties: [...new Set(Object.values(state.commitments).flatMap(({ holder, performer }) => [holder, performer]))],
    wanting: state.wanting,
    openedAt: view?.openedAt ?? told.time,
    ...(name === 'PlanAgreed' ? { agreedAt: told.time } : view?.agreedAt && { agreedAt: view.agreedAt }),
    outcomes: name === 'PlanClosed' ? (facts as contract.PlanClosed).outcomes : (view?.outcomes ?? []),
    state,
  };
};

const handlers = Object.fromEntries(
  (Object.keys(plan.events) as (keyof typeof plan.events)[]).map((name) => [
    name,
    (view: PlanDocument | undefined, facts: object, told: Told) => next(view, name, facts, told),
  ]),
) as Handlers<PlanDocument, typeof plan.events>;

/**
 * The plans. The rules by which a plan moves stand once, in the aggregate; this folds by them, so a change there is a new version here.
 */
export const plans = readModel('plans', 4, { events: plan.events, indexes: ['subjects', 'organisation', 'status', 'parties', 'wanting'] }, handlers);
