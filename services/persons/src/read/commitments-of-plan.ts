import { answers } from '@patto/access';
import { type Id, IsId } from '@patto/contracts';
import { type Side, SIDES } from '@patto/contracts/persons';
import { IsIn, IsOptional } from 'class-validator';
import { readablePlan } from './plan-by-id.ts';
import { COMMITMENT_STATUSES, linesOf, PlanLine } from './plan-lines.ts';
import type { PlanDocument } from './plans.ts';

/** How a commitment stands; `breached`: a date passed and nothing was done; `reported`: a fulfilment waits for the counterpart's word. */
export const STANDINGS = [...COMMITMENT_STATUSES, 'breached', 'reported'] as const;
export type Standing = (typeof STANDINGS)[number];

/** The commitments of a plan by how they stand and whose side they are on. */
export class CommitmentsOfPlan {
  @IsId('plan') readonly plan!: Id<'plan'>;
  @IsOptional() @IsIn(STANDINGS) readonly status?: Standing;
  @IsOptional() @IsIn(SIDES) readonly side?: Side;
}

const stands = (line: PlanLine, status: Standing | undefined): boolean => {
  if (status === 'breached') return line.breached.length > 0;
  if (status === 'reported') return line.reported.length > 0;
  return status === undefined || line.status === status;
};

/** The lines of a plan that stand so and are on that side; left out: all. */
export const linesWanted = (
  view: PlanDocument,
  { status, side }: { readonly status?: Standing | undefined; readonly side?: Side | undefined },
): readonly PlanLine[] => linesOf(view).filter((line) => stands(line, status) && (side === undefined || line.side === side));

export const commitmentsOfPlan = answers(CommitmentsOfPlan, { purpose: 'care', dataCategories: ['plan'], list: PlanLine }, async ({ plan, ...wanted }, ask) => {
  return { items: linesWanted(await readablePlan(plan, ask), wanted) };
});
