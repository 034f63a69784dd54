import { type Id, IsId } from '@patto/contracts';
import { DecidersChanged, DecisionBlocked, DecisionCarried, DecisionLapsed, DecisionOpened, ProposalAmended } from '@patto/contracts/comanagement';
import { command, decides, dueDates, event } from '@patto/event-store/pure';
import { askedAnew } from './asking.ts';
import { decision } from './decision.ts';
import { pactOf } from './parties.ts';
import { settled } from './settle.ts';

/** The deadline has passed, or others take part now: what was said is counted again. Sent when that is so. */
export class CountDecision {
  @IsId('decision') readonly decision!: Id<'decision'>;
}

export const countDecision = decides(decision, CountDecision, { relies: (_, facts, __, state) => pactOf(facts, state) }, (state, _, context) => {
  if (state.status !== 'open') return [];
  const verdict = settled(state, context.relied, context);
  if (verdict.length > 0) return verdict;
  const changed = askedAnew(state, context.relied, context);
  if (changed.asked.length + changed.excused.length === 0) return [];
  return [event(DecidersChanged, { pact: state.pact, deadline: state.deadline, ...changed })];
});

const KEY = 'deadline';
const settledNow = () => [{ key: KEY, dueAt: undefined }];

/** When each open decision is counted at the latest. */
export const decisionsDue = dueDates(
  'decisions-due',
  { DecisionOpened, ProposalAmended, DecisionCarried, DecisionBlocked, DecisionLapsed },
  {
    DecisionOpened: ({ deadline }) => [{ key: KEY, dueAt: deadline }],
    ProposalAmended: ({ deadline }) => [{ key: KEY, dueAt: deadline }],
    DecisionCarried: settledNow,
    DecisionBlocked: settledNow,
    DecisionLapsed: settledNow,
  },
  ({ stream }) => command(CountDecision, { decision: stream as Id<'decision'> }),
);
