import { answers, type Asking } from '@patto/access';
import { type Id, IsId } from '@patto/contracts';
import type { Stored } from '@patto/read-models';
import { refuseUnless } from './may-read.ts';
import { isWithinScope } from './plan-by-id.ts';
import { linesOf, optionsOf } from './plan-told.ts';
import { type PlanDocument, plans } from './plans.ts';

/** The lines of one holder or performer, and nothing else of the plan. */
const excerptFor = (view: Stored<PlanDocument>, party: string) => ({
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

export const excerptOfPlan = answers(ExcerptOfPlan, { purpose: 'commitment', dataCategories: ['commitment'] }, async ({ plan }, ask) => {
  const view = await ask.one(plans, plan);
  refuseUnless(view?.parties.includes(ask.party) === true && mayAnswer(ask));
  return view && excerptFor(view, ask.party);
});

/** My own lines in all plans. */
export class MyExcerpts {}

export const myExcerpts = answers(MyExcerpts, { purpose: 'commitment', dataCategories: ['commitment'] }, async (_, ask) => {
  refuseUnless(mayAnswer(ask));
  const page = await ask.page(plans, { parties: ask.party }, { sort: ['-openedAt'] });
  return { ...page, items: page.items.map((view) => excerptFor(view, ask.party)) };
});
