import { type Id, IsId, Rejection } from '@patto/contracts';
import { AssessmentCompleted } from '@patto/contracts/persons';
import { decides, event } from '@patto/event-store/pure';
import { assessment, chargeBehind, ofBodyInCharge, unansweredIn } from './assessment.ts';

/** The body in charge completes what it opened; objections that nobody answered are listed. */
export class CompleteAssessment {
  @IsId('assessment') readonly assessment!: Id<'assessment'>;
}

export const completeAssessment = decides(assessment, CompleteAssessment, { relies: chargeBehind }, (state, _, { relied }) => {
  const opened = ofBodyInCharge(state, relied);
  const { person, heard, explained } = opened;
  if (!heard && !explained) throw new Rejection('person-not-heard', 'The person speaks first, or a reason why not is on record.');

  return [event(AssessmentCompleted, { person, heard, unanswered: unansweredIn(opened) })];
});
