import { AreViews, answers } from '@patto/access';
import { AreTexts, type Id, IsCode, IsId, type PersonId } from '@patto/contracts';
import { UNAVAILABLE_REASONS, type UnavailableReason } from '@patto/contracts/persons';
import { IsBoolean, IsIn, IsInt } from 'class-validator';
import { readablePlan } from './plan-by-id.ts';
import { isChoiceOfOne, optionsOf, PlanOption } from './plan-lines.ts';
import type { PlanDocument } from './plans.ts';

/** So many pacts and services may answer one need. */
const MOST_ANSWERS = 1_000;

/** What there was to choose from for a goal; one option is a choice of one. */
export class ChoiceSet {
  @IsId('goal') readonly goal!: Id<'goal'>;
  @IsId('person') readonly whose!: PersonId;
  @AreViews(() => PlanOption) readonly options!: readonly PlanOption[];
  @IsBoolean() readonly isChoiceOfOne!: boolean;
}

/** Something that was wanted, why it was not to be had, and what has answered it since. */
export class CategoryWanted {
  @IsCode() readonly category!: string;
  @IsIn(UNAVAILABLE_REASONS, { each: true }) readonly reasons!: readonly UnavailableReason[];
  @AreTexts(MOST_ANSWERS, 60) readonly answers!: readonly string[];
}

/** What was wanted and what there is in one area: the gap is wanted less available. */
export class AreaGap {
  @IsCode() readonly area!: string;
  @AreViews(() => CategoryWanted) readonly categories!: readonly CategoryWanted[];
  @IsInt() readonly wanted!: number;
  @IsInt() readonly available!: number;
  @IsInt() readonly gap!: number;
}

/** What a plan's persons can choose from, and what is not to be had. */
export class PlanChoices {
  @IsId('plan') readonly id!: string;
  @AreViews(() => ChoiceSet) readonly goals!: readonly ChoiceSet[];
  @AreViews(() => AreaGap) readonly gaps!: readonly AreaGap[];
}

const choiceSets = (view: PlanDocument): readonly ChoiceSet[] =>
  view.goals.map(({ goal, whose }) => {
    const options = optionsOf(view).filter((option) => option.goal === goal);
    return { goal, whose, options, isChoiceOfOne: isChoiceOfOne(view, goal) };
  });

const gaps = (view: PlanDocument): readonly AreaGap[] =>
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

export const choicesOfPlan = answers(ChoicesOfPlan, { purpose: 'care', dataCategories: ['plan'], answer: PlanChoices }, async ({ plan }, ask) => {
  const view = await readablePlan(plan, ask);
  return { id: view.id, goals: choiceSets(view), gaps: gaps(view) };
});
