import { answers } from '@patto/access';
import { type Id, IsId } from '@patto/contracts';
import { IsIn, IsOptional } from 'class-validator';
import { DECISION_STATUSES, type DecisionStatus, DecisionView, decisions } from './decisions.ts';

/** Decisions of the parties of pacts, the newest first. */
export class DecisionList {
  @IsOptional() @IsId('pact') readonly pact?: Id<'pact'>;
  @IsOptional() @IsIn(DECISION_STATUSES) readonly status?: DecisionStatus;
}

export const decisionList = answers(DecisionList, { purpose: 'registry', dataCategories: [], page: DecisionView }, ({ pact, status }, ask) =>
  ask.page(decisions, { ...(pact && { pact }), ...(status && { status }) }, { sort: ['-openedAt'] }),
);
