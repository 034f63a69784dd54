import { type Asking, answers } from '@patto/access';
import { type Id, IsId } from '@patto/contracts';
import type { PersonAct } from '@patto/contracts/persons';
import { AssessmentView, assessments } from './assessments.ts';
import { isShown, ownPart, refuseUnless } from './may-read.ts';

/** A delegate reads an assessment when they may shape the plan that it is for, or object. */
const ACTS_IN_AN_ASSESSMENT: readonly PersonAct[] = ['shape-plan', 'sign-plan', 'object'];

/** Of an assessment, whoever contributed to it and has no basis for the whole reads their own findings with what was said to them. */
const ownFindings = (view: AssessmentView, ask: Asking): AssessmentView => {
  ownPart(ask, view.person);
  const { silenceWords: _, ...facts } = view;
  return { ...facts, voice: [], findings: view.findings.filter(({ contributor }) => contributor === ask.party) };
};

/** The assessment as the asker may read it, whole or their own part. @throws Rejection `not-a-recipient` to all others alike */
export const readableAssessment = async (assessment: Id<'assessment'>, ask: Asking): Promise<AssessmentView> => {
  const view = await ask.one(assessments, assessment);
  const isAsked = view !== undefined && !ask.by.onBehalfOf && view.invited.some((party) => party === ask.party);
  const isWhole = isShown(view?.person, ask, ACTS_IN_AN_ASSESSMENT);
  refuseUnless(isWhole || isAsked);
  const told = view as AssessmentView;
  return isWhole ? told : ownFindings(told, ask);
};

/** One assessment: whole to the person, their delegates in scope, the body in charge and who else has a basis; to whoever was asked, their own findings. */
export class AssessmentById {
  @IsId('assessment') readonly assessment!: Id<'assessment'>;
}

export const assessmentById = answers(AssessmentById, { purpose: 'care', dataCategories: ['assessment'], answer: AssessmentView }, ({ assessment }, ask) =>
  readableAssessment(assessment, ask),
);
