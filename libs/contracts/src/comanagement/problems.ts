import { problems } from '../problem.ts';

/** Refusals of the comanagement service. */
export const comanagementProblems = problems({
  'participation-suspended': {
    status: 403,
    title: 'Your organisation takes no part in this pact now',
    remedy: 'Only parties whose participation is in force act here; who suspended it resumes it.',
  },
});
