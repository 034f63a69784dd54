import { type Id, IsId } from '@patto/contracts';
import { FindingAnswered, FindingRaised, FindingUnanswered } from '@patto/contracts/accountability';
import { command, decides, dueDates, event } from '@patto/event-store/pure';
import { audit } from './audit.ts';

/** The date for an answer is over; sent when that is so. */
export class MissAnswer {
  @IsId('audit') readonly audit!: Id<'audit'>;
  @IsId('finding') readonly finding!: Id<'finding'>;
}

export const missAnswer = decides(audit, MissAnswer, (state, { finding }, { now }) => {
  const known = state.status === 'open' ? state.findings[finding] : undefined;
  return known?.status === 'open' && known.answerBy <= now ? [event(FindingUnanswered, { finding, obligation: known.obligation })] : [];
});

/** When each finding has to be answered. */
export const answersToFindingsDue = dueDates(
  'answers-to-findings-due',
  { FindingRaised, FindingAnswered },
  {
    FindingRaised: ({ finding, answerBy }) => [{ key: finding, dueAt: answerBy }],
    FindingAnswered: ({ finding }) => [{ key: finding, dueAt: undefined }],
  },
  ({ stream, key }) => command(MissAnswer, { audit: stream as Id<'audit'>, finding: key as Id<'finding'> }),
);
