import { linesOf } from './plan-told.ts';
import type { PlanDocument } from './plans.ts';

/** Something in a plan that waits for one party. */
export type Waiting =
  | { readonly for: 'signature'; readonly revision: number }
  | { readonly for: 'acceptance'; readonly commitment: string }
  | { readonly for: 'confirmation'; readonly commitment: string; readonly obligation: string }
  | { readonly for: 'fulfilment'; readonly commitment: string; readonly obligation: string; readonly dueAt: string }
  | { readonly for: 'choice'; readonly goal: string };

/** What waits for this person or organisation in a plan. */
export const waitingFor = (view: PlanDocument, party: string): readonly Waiting[] => {
  const { state } = view;
  const isSubject = state.subjects.some((subject) => subject === party);
  const lines = linesOf(view);
  const mine = lines.filter(({ holder }) => holder === party);
  const awaitsPerson = isSubject && (state.signatures[party]?.awaits.length ?? 1) > 0;
  const awaitsManager = party === state.organisation && !state.signatures['case-manager'];
  const undecided = (goal: string) => {
    const options = Object.values(state.options).filter((option) => option.goal === goal);
    return options.some(({ status }) => status === 'open') && !options.some(({ status }) => status === 'chosen');
  };
  return [
    ...(state.status === 'proposed' && (awaitsPerson || awaitsManager) ? [{ for: 'signature' as const, revision: state.proposedRevision }] : []),
    ...mine.filter(({ status }) => status === 'made').map(({ commitment }) => ({ for: 'acceptance' as const, commitment })),
    ...lines
      .filter(({ counterpart }) => counterpart === party)
      .flatMap(({ commitment, reported }) => reported.map(({ obligation }) => ({ for: 'confirmation' as const, commitment, obligation }))),
    ...mine.flatMap(({ commitment, status, awaited, breached, contested }) =>
      [...(awaited && status !== 'suspended' ? [awaited] : []), ...breached, ...contested].map(({ obligation, dueAt }) => ({
        for: 'fulfilment' as const,
        commitment,
        obligation,
        dueAt,
      })),
    ),
    ...(isSubject && state.status !== 'closed'
      ? Object.keys(state.goals)
          .filter(undecided)
          .map((goal) => ({ for: 'choice' as const, goal }))
      : []),
  ];
};
