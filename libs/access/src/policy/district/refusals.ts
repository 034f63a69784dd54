import type { PolicyRule } from '@patto/contracts/accountability';

/** What some may not do although their role would allow it. They come last, so they hold. */
export const REFUSALS: readonly PolicyRule[] = [
  {
    roles: ['company'],
    action: [
      'PlanById',
      'MyPlans',
      'ChoicesOfPlan',
      'PersonById',
      'PersonSearch',
      'NetworkOfPerson',
      'NeedById',
      'NeedsOfDesk',
      'ChargeById',
      'ChargesOfPerson',
    ],
    inverted: true,
    reason: 'A company is told its own lines of a plan and nothing else of a person.',
  },
];
