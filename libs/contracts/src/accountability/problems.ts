import { problems } from '../problem.ts';

/** Refusals of the accountability service. */
export const accountabilityProblems = problems({
  'not-sealed': { status: 409, title: 'This is not sealed yet', remedy: 'Ask again in a second: what is recorded is sealed soon after.' },
});
