import { type Asking, answers, type ListPage } from '@patto/access';
import { type Id, IsId } from '@patto/contracts';
import type { PersonAct } from '@patto/contracts/persons';
import type { Stored } from '@patto/read-models';
import { refuseUnless } from './may-read.ts';
import { PlanView, planTold } from './plan-told.ts';
import { type PlanDocument, plans } from './plans.ts';

/** A delegate reads a plan when they may do one of these in it. */
const ACTS_IN_A_PLAN: readonly PersonAct[] = ['shape-plan', 'sign-plan', 'object'];

/** Whether the asker acts for themself, or as delegate in one of these acts. */
export const isWithinScope = ({ by, facts }: Pick<Asking, 'by' | 'facts'>, acts: readonly PersonAct[]): boolean =>
  !by.onBehalfOf || facts.find('delegation', by.onBehalfOf, by.actor).some(({ is }) => acts.some((act) => is.acts.includes(act)));

/** A household's plan is one: whoever is shown one person's part of it is shown it whole, on the same basis. */
const isPlanShown = ({ subjects }: PlanDocument, ask: Asking): boolean => {
  const [standing] = subjects.flatMap((subject) => ask.basis(subject, ACTS_IN_A_PLAN) ?? []);
  if (standing) ask.standsOn(standing, ...subjects);
  return standing !== undefined;
};

/** The plan, to its persons, their delegates in scope, the body in charge and whoever has another basis for it. @throws Rejection `not-a-recipient` to all others alike */
export const readablePlan = async (plan: Id<'plan'>, ask: Asking): Promise<Stored<PlanDocument>> => {
  const view = await ask.one(plans, plan);
  refuseUnless(view !== undefined && isPlanShown(view, ask));
  return view as Stored<PlanDocument>;
};

/** A page of what is told of the plans that the asker may read: of a person, or of those whom the asker's organisation has taken charge of. */
export const readablePlans = <Told>(ask: Asking, tell: (view: Stored<PlanDocument>) => readonly Told[]): Promise<ListPage<Told>> => {
  const whose = ask.by.organisation ? { organisation: ask.party } : { subjects: ask.party };
  return ask.pageOf(plans, whose, { sort: ['-openedAt'] }, (views) => views.map((view) => (isPlanShown(view, ask) ? tell(view) : [])));
};

/** One plan, whole, and what waits for the asker in it. */
export class PlanById {
  @IsId('plan') readonly plan!: Id<'plan'>;
}

export const planById = answers(PlanById, { purpose: 'care', dataCategories: ['plan'], answer: PlanView }, async ({ plan }, ask) =>
  planTold(await readablePlan(plan, ask), ask.party),
);
