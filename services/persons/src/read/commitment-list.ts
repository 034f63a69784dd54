import { answers } from '@patto/access';
import { type Id, IsId } from '@patto/contracts';
import { SIDES, type Side } from '@patto/contracts/persons';
import { IsIn, IsOptional } from 'class-validator';
import { linesWanted, STANDINGS, type Standing } from './commitments-of-plan.ts';
import { readablePlan, readablePlans } from './plan-by-id.ts';
import { PlanLine } from './plan-lines.ts';

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

/** A page holds the lines of so many plans as its limit says, so that a plan is never torn; it may be empty and have a next one. */
export const commitmentList = answers(CommitmentList, { purpose: 'care', dataCategories: ['plan'], page: LineOfPlan }, async ({ plan, ...wanted }, ask) => {
  const page = plan ? { items: [await readablePlan(plan, ask)], limit: 1 } : await readablePlans(ask);
  return { ...page, items: page.items.flatMap((view) => linesWanted(view, wanted).map((line) => ({ plan: view.id, ...line }))) };
});
