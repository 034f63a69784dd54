import { answers } from '@patto/access';
import { type Id, IsId } from '@patto/contracts';
import { readablePlan } from './plan-by-id.ts';
import { isChoiceOfOne, optionsOf } from './plan-told.ts';
import type { PlanDocument } from './plans.ts';

/** What there was to choose from for each goal; one option is a choice of one. */
const choiceSets = (view: PlanDocument) =>
  view.goals.map(({ goal, whose }) => {
    const options = optionsOf(view).filter((option) => option.goal === goal);
    return { goal, whose, options, isChoiceOfOne: isChoiceOfOne(view, goal) };
  });

/** What was wanted and what there is, by area: the capability gap is wanted less available. */
const gaps = (view: PlanDocument) =>
  [...new Set(view.unavailable.map(({ area }) => area))].map((area) => {
    const reports = view.unavailable.filter((report) => report.area === area);
    const categories = [...new Set(reports.map(({ category }) => category))].map((category) => ({
      category,
      reasons: [...new Set(reports.filter((report) => report.category === category).map(({ reason }) => reason))],
      answers: view.answers.filter((answer) => answer.area === area && answer.category === category).map(({ answer }) => answer),
    }));
    const available = categories.filter(({ answers }) => answers.length > 0).length;
    return { area, categories, wanted: categories.length, available, gap: categories.length - available };
  });

/** What a plan's persons could choose from, and what was wanted and not to be had. */
export class ChoicesOfPlan {
  @IsId('plan') readonly plan!: Id<'plan'>;
}

export const choicesOfPlan = answers(ChoicesOfPlan, { purpose: 'care', dataCategories: ['plan'] }, async ({ plan }, ask) => {
  const view = await readablePlan(plan, ask);
  return { id: view.id, goals: choiceSets(view), gaps: gaps(view) };
});
