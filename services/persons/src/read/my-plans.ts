import { answers } from '@patto/access';
import { readablePlans } from './plan-by-id.ts';
import { PlanInList, planInList } from './plan-told.ts';

/** My plans and what waits for me in them; to an operator, the plans of those whom their organisation has taken charge of. */
export class MyPlans {}

export const myPlans = answers(MyPlans, { purpose: 'care', dataCategories: ['plan'], page: PlanInList }, (_, ask) =>
  readablePlans(ask, (view) => [planInList(view, ask.party)]),
);
