import { type Id, IsId, IsText, type OperatorId, type PersonId, Rejection } from '@patto/contracts';
import { FINDING_ANSWERS, type FindingAnswer, FindingAnswered } from '@patto/contracts/accountability';
import { decides, event } from '@patto/event-store/pure';
import { IsIn, IsOptional } from 'class-validator';
import { audit } from './audit.ts';

/** The organisation concerned says what it has to say to a finding, also late. */
export class AnswerFinding {
  @IsId('audit') readonly audit!: Id<'audit'>;
  @IsId('finding') readonly finding!: Id<'finding'>;
  @IsIn(FINDING_ANSWERS) readonly answer!: FindingAnswer;
  @IsOptional() @IsId('person') readonly person?: PersonId;
  @IsText(4_000) readonly words!: string;
}

export const answerFinding = decides(audit, AnswerFinding, (state, { finding, answer, person, words }, { by }) => {
  const known = state.status === 'none' ? undefined : state.findings[finding];
  if (!known || known.organisation !== by.organisation) throw new Rejection('not-a-recipient', 'This finding is not for your organisation.');
  if (state.status === 'closed') throw new Rejection('audit-closed', 'This audit is closed.');
  if (known.status === 'answered') throw new Rejection('finding-answered', 'This finding was answered before.');
  return [event(FindingAnswered, { finding, obligation: known.obligation, answer, concerning: person ?? (by.actor as OperatorId), words })];
});
