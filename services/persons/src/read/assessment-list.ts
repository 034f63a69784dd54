import { answers, only } from '@patto/access';
import { IsId, type PersonId } from '@patto/contracts';
import { IsIn, IsInt, IsOptional, Min } from 'class-validator';
import { ASSESSMENT_STATUSES, AssessmentView, assessments } from './assessments.ts';
import { isShown, refuseUnless } from './may-read.ts';

/** The assessments of one person, or those to which the asker was invited. */
export class AssessmentList {
  @IsOptional() @IsId('person') readonly person?: PersonId;
  @IsOptional() @IsIn(ASSESSMENT_STATUSES) readonly status?: AssessmentView['status'];
}

/** An assessment in a list; what was said and found is in each. */
export class AssessmentInList extends only(AssessmentView, 'id', 'revision', 'person', 'organisation', 'invited', 'status', 'openedAt', 'completedAt') {
  /** So many there are. */
  @IsInt() @Min(0) readonly findings!: number;
}

const inList = ({ id, revision, person, organisation, invited, status, openedAt, completedAt, findings }: AssessmentView): AssessmentInList => ({
  ...{ id, revision, person, organisation, invited, status, openedAt, completedAt },
  findings: findings.length,
});

export const assessmentList = answers(
  AssessmentList,
  { purpose: 'care', dataCategories: ['assessment'], page: AssessmentInList },
  async ({ person, status }, ask) => {
    if (person) refuseUnless(isShown(person, ask));
    const page = await ask.page(assessments, { ...(person ? { person } : { invited: ask.party }), ...(status && { status }) }, { sort: ['-openedAt'] });
    return { ...page, items: page.items.map(inList) };
  },
);
