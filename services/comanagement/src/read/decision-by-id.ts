import { answers } from '@patto/access';
import { type Id, IsId } from '@patto/contracts';
import { DecisionView, decisions } from './decisions.ts';

/** One decision with its positions, its dissent and its count. */
export class DecisionById {
  @IsId('decision') readonly decision!: Id<'decision'>;
}

export const decisionById = answers(DecisionById, { purpose: 'registry', dataCategories: [], answer: DecisionView }, ({ decision }, ask) =>
  ask.one(decisions, decision),
);
