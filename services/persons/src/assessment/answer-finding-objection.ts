import { type Id, IsId, IsText, Rejection } from '@patto/contracts';
import { FindingObjectionAnswered } from '@patto/contracts/persons';
import { decides, event } from '@patto/event-store/pure';
import { assessment, findingIn, inProgress } from './assessment.ts';

/** Whose finding it is answers the person's objection; the objection stays attached. */
export class AnswerFindingObjection {
  @IsId('assessment') readonly assessment!: Id<'assessment'>;
  @IsId('finding') readonly finding!: Id<'finding'>;
  @IsText(4_000) readonly words!: string;
}

export const answerFindingObjection = decides(assessment, AnswerFindingObjection, (state, { finding, words }, { by, party }) => {
  const opened = inProgress(state, ({ findings }) => !by.onBehalfOf && Object.values(findings).some(({ contributor }) => contributor === party));
  const { contributor, objection } = findingIn(opened, finding);
  if (contributor !== party) throw new Rejection('not-a-recipient', 'This is another’s finding.');
  if (objection !== 'open') throw new Rejection('no-objection-open', 'No objection to this finding waits for an answer.');

  return [event(FindingObjectionAnswered, { finding, person: opened.person, words })];
});
