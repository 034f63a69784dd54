import { type Id, type Instant, IsId, IsInstant } from '@patto/contracts';
import { IsIn, IsInt, IsOptional, Min } from 'class-validator';
import { linesOf } from './plan-lines.ts';
import type { PlanDocument } from './plans.ts';

const WAITS_FOR = ['signature', 'acceptance', 'confirmation', 'fulfilment', 'choice'] as const;

/** Something in a plan that waits for one party, and what it is about. */
export class Waiting {
  @IsIn(WAITS_FOR) readonly for!: (typeof WAITS_FOR)[number];
  /** Of a signature. */
  @IsOptional() @IsInt() @Min(1) readonly revision?: number;
  @IsOptional() @IsId('commitment') readonly commitment?: Id<'commitment'>;
  /** Of a confirmation or a fulfilment. */
  @IsOptional() @IsId('obligation') readonly obligation?: Id<'obligation'>;
  /** Of a fulfilment. */
  @IsOptional() @IsInstant() readonly dueAt?: Instant;
  /** Of a choice. */
  @IsOptional() @IsId('goal') readonly goal?: string;
}

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
