import { AreViews, answers, type Asking, IsView, less, only } from '@patto/access';
import { type Id, IsId } from '@patto/contracts';
import { OptionOffered } from '@patto/contracts/persons';
import type { Stored } from '@patto/read-models';
import { IsOptional } from 'class-validator';
import { ownPart, refuseUnless } from './may-read.ts';
import { isWithinScope } from './plan-by-id.ts';
import { linesOf, optionsOf, PlanLine } from './plan-lines.ts';
import { type PlanDocument, plans } from './plans.ts';

/** Of the option of a line, what its holder needs to know. */
export class OptionInExcerpt extends only(OptionOffered, 'category', 'service', 'holder', 'performer') {}

/** A line as its holder or performer is shown it. */
export class LineInExcerpt extends less(PlanLine, 'goal', 'pairedWith', 'recorded', 'option') {
  @IsOptional() @IsView(() => OptionInExcerpt) readonly option?: OptionInExcerpt;
}

/** The lines of one holder or performer, and nothing else of the plan. */
export class PlanExcerpt {
  @IsId('plan') readonly id!: string;
  @AreViews(() => LineInExcerpt) readonly lines!: readonly LineInExcerpt[];
}

const excerptFor = (view: Stored<PlanDocument>, party: string): PlanExcerpt => ({
  id: view.id,
  lines: linesOf(view)
    .filter(({ holder, performer }) => holder === party || performer === party)
    .map(({ goal: _goal, pairedWith: _pairedWith, recorded: _recorded, option, ...line }) => {
      const offered = optionsOf(view).find((one) => one.option === option);
      return {
        ...line,
        ...(offered && { option: { category: offered.category, service: offered.service, holder: offered.holder, performer: offered.performer } }),
      };
    }),
});

const mayAnswer = (ask: Asking): boolean => isWithinScope(ask, ['accept-commitments', 'report-fulfilment']);

/** What one holder is shown of a plan: their own lines, each with the events that they name when they accept. */
export class ExcerptOfPlan {
  @IsId('plan') readonly plan!: Id<'plan'>;
}

export const excerptOfPlan = answers(ExcerptOfPlan, { purpose: 'commitment', dataCategories: ['commitment'], answer: PlanExcerpt }, async ({ plan }, ask) => {
  const view = await ask.one(plans, plan);
  refuseUnless(view?.parties.includes(ask.party) === true && mayAnswer(ask));
  ownPart(ask, ...(view?.subjects ?? []));
  return view && excerptFor(view, ask.party);
});

/** My own lines in all plans. */
export class MyExcerpts {}

export const myExcerpts = answers(MyExcerpts, { purpose: 'commitment', dataCategories: ['commitment'], page: PlanExcerpt }, async (_, ask) => {
  refuseUnless(mayAnswer(ask));
  const page = await ask.page(plans, { parties: ask.party }, { sort: ['-openedAt'] });
  for (const { subjects } of page.items) ownPart(ask, ...subjects);
  return { ...page, items: page.items.map((view) => excerptFor(view, ask.party)) };
});
