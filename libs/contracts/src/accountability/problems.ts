import { problems } from '../problem.ts';

/** Refusals of the accountability service. */
export const accountabilityProblems = problems({
  'policy-never-says-this': {
    status: 422,
    title: 'No policy may say this',
    remedy: 'Mend the rules so that the case that is named comes out as it has to; the cases are in docs/policy.md.',
  },
  'not-sealed': { status: 409, title: 'This is not sealed yet', remedy: 'Ask again in a second: what is recorded is sealed soon after.' },
  'erasure-held': {
    status: 409,
    title: 'Something stands against this erasure',
    remedy: 'See the holds of the person; an erasure is ordered when they are lifted or over.',
  },
  'audit-closed': { status: 409, title: 'This audit is closed', remedy: 'Open another one.' },
  'findings-open': { status: 409, title: 'A finding still waits for its answer', remedy: 'Close the audit when it is answered or its date is over.' },
  'finding-answered': { status: 409, title: 'This finding was answered before', remedy: 'Read the answer; the auditor may raise another finding.' },
  'still-in-charge': {
    status: 409,
    title: 'A body has the person in charge',
    remedy: 'Close the charge with its outcome first.',
  },
  'already-ordered': { status: 409, title: 'The erasure of this person is ordered already', remedy: 'Read its receipt where the person’s retention is told.' },
  'no-such-hold': { status: 404, title: 'There is no such hold', remedy: 'See the holds of the person.' },
  'not-yours-to-review': {
    status: 403,
    title: 'Your organisation does not review this emergency',
    remedy: 'The bodies that were in charge of the person when it was opened review it.',
  },
  'emergency-reviewed': { status: 409, title: 'Your organisation has reviewed this emergency', remedy: 'Read it; a verdict is given once.' },
  'emergency-not-over': { status: 409, title: 'The emergency still lasts', remedy: 'It lapses when its time is over.' },
  'embargo-too-long': { status: 422, title: 'An embargo cannot last so long', remedy: 'It ends within a year; who still needs it then orders it anew.' },
  'embargo-by-public-body': {
    status: 403,
    title: 'Only a public body puts this on record',
    remedy: 'The authority’s order is recorded by an auditor of a public body.',
  },
});
