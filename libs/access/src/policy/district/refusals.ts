import type { PolicyRule } from '@patto/contracts/accountability';

/** What a company is not told of a person, by the read model that holds it: it is refused like whatever does not exist, and the person sees that it asked. */
export const NOT_FOR_COMPANIES: { readonly [model: string]: readonly string[] } = {
  plans: ['PlanById', 'MyPlans', 'ChoicesOfPlan', 'CommitmentsOfPlan', 'CommitmentList'],
  assessments: ['AssessmentById', 'AssessmentList'],
  consents: ['ConsentById', 'ConsentsOfPerson'],
  persons: ['PersonById', 'PersonSearch'],
  networks: ['NetworkOfPerson'],
  needs: ['NeedById', 'NeedsOfDesk'],
  charges: ['ChargeById', 'ChargesOfPerson'],
};

/** What some may not do although their role would allow it. They come last, so they hold. */
export const REFUSALS: readonly PolicyRule[] = Object.entries(NOT_FOR_COMPANIES).map(([subject, action]) => ({
  ...{ roles: ['company'], action, subject, inverted: true },
  reason: 'A company is told its own lines of a plan and nothing else of a person.',
}));
