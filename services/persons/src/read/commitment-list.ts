import { answers } from '@patto/access';
import { type Id, IsId } from '@patto/contracts';
import { SIDES, type Side } from '@patto/contracts/persons';
import type { Stored } from '@patto/read-models';
import { IsIn, IsOptional } from 'class-validator';
import { linesWanted, STANDINGS, type Standing } from './commitments-of-plan.ts';
import { readablePlan, readablePlans } from './plan-by-id.ts';
import { PlanLine } from './plan-lines.ts';
import type { PlanDocument } from './plans.ts';

/** The commitments of one plan, or of all that the asker may read, by how they stand and whose side they are on. */
export class CommitmentList {
  @IsOptional() @IsId('plan') readonly plan?: Id<'plan'>;
  @IsOptional() @IsIn(STANDINGS) readonly status?: Standing;
  @IsOptional() @IsIn(SIDES) readonly side?: Side;
}

/** A line, and of which plan it is. */
export class LineOfPlan extends PlanLine {
  @IsId('plan') readonly plan!: string;
}

export const commitmentList = answers(CommitmentList, { purpose: 'care', dataCategories: ['plan'], page: LineOfPlan }, async ({ plan, ...wanted }, ask) => {
  const tell = (view: Stored<PlanDocument>): readonly LineOfPlan[] => linesWanted(view, wanted).map((line) => ({ plan: view.id, ...line }));
  if (plan === undefined) return readablePlans(ask, tell);
  const items = tell(await readablePlan(plan, ask));
  return { items, limit: items.length };
});
