import { answers } from '@patto/access';
import { isInCharge } from './may-read.ts';
import { isWithinScope } from './plan-by-id.ts';
import { planInList } from './plan-told.ts';
import { plans } from './plans.ts';
import { waitingFor } from './waiting.ts';

/** My plans and what waits for me in them; to an operator, the plans of those whom their organisation has taken charge of. */
export class MyPlans {}

export const myPlans = answers(MyPlans, { purpose: 'care', dataCategories: ['plan'] }, async (_, ask) => {
  const filter = ask.by.organisation ? { organisation: ask.party } : { subjects: ask.party };
  const page = await ask.page(plans, filter, { sort: ['-openedAt'] });
  const mayRead = (subjects: readonly string[]) =>
    ask.by.organisation ? isInCharge(subjects, ask) : isWithinScope(ask, ['shape-plan', 'sign-plan', 'object']);
  const items = page.items.filter(({ subjects }) => mayRead(subjects)).map((view) => ({ ...planInList(view), waiting: waitingFor(view, ask.party) }));
  return { ...page, items };
});
