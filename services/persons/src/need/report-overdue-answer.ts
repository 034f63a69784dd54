import { type Id, type Instant, IsId, IsInstant, Rejection } from '@patto/contracts';
import { NeedAnswerOverdue, NeedRedirected, NeedReported, NeedTaken, NeedTurnedDown } from '@patto/contracts/persons';
import { command, decides, dueDates, event } from '@patto/event-store/pure';
import { need } from './need.ts';

/** The term of the desk has passed; sent when it is due. */
export class ReportOverdueAnswer {
  @IsId('need') readonly need!: Id<'need'>;
  @IsInstant() readonly answerBy!: Instant;
}

export const reportOverdueAnswer = decides(need, ReportOverdueAnswer, (state, { answerBy }, { now }) => {
  if (state.status !== 'waiting' || state.answerBy !== answerBy) return []; // Answered, redirected, or written down before.
  if (now < state.answerBy) throw new Rejection('not-due', 'The desk still has time to answer.');

  return [event(NeedAnswerOverdue, { person: state.person, desk: state.desk, obligation: state.obligation, answerBy })];
});

/** When each desk has to have answered. */
export const answersDue = dueDates(
  'answers-due',
  { NeedReported, NeedRedirected, NeedTaken, NeedTurnedDown },
  {
    NeedReported: ({ answerBy }) => [{ key: 'answer', dueAt: answerBy }],
    NeedRedirected: ({ answerBy }) => [{ key: 'answer', dueAt: answerBy }],
    NeedTaken: () => [{ key: 'answer', dueAt: undefined }],
    NeedTurnedDown: () => [{ key: 'answer', dueAt: undefined }],
  },
  ({ stream, dueAt }) => command(ReportOverdueAnswer, { need: stream as Id<'need'>, answerBy: dueAt }),
);
