import { answers } from '@patto/access';
import { type Id, IsId } from '@patto/contracts';
import { type Side, SIDES } from '@patto/contracts/persons';
import { IsIn, IsOptional } from 'class-validator';
import { readablePlan } from './plan-by-id.ts';
import { type Line, linesOf } from './plan-told.ts';

const STANDINGS = ['made', 'accepted', 'declined', 'in-force', 'suspended', 'ended', 'breached', 'reported'] as const;
type Standing = (typeof STANDINGS)[number];

/** The commitments of a plan by how they stand and whose side they are on. */
export class CommitmentsOfPlan {
  @IsId('plan') readonly plan!: Id<'plan'>;
  /** `breached`: a date passed and nothing was done; `reported`: a fulfilment waits for the counterpart's word. */
  @IsOptional() @IsIn(STANDINGS) readonly status?: Standing;
  @IsOptional() @IsIn(SIDES) readonly side?: Side;
}

export const stands = (line: Line, status: Standing | undefined): boolean => {
  if (status === 'breached') return line.breached.length > 0;
  if (status === 'reported') return line.reported.length > 0;
  return status === undefined || line.status === status;
};

export const commitmentsOfPlan = answers(
  CommitmentsOfPlan,
  { purpose: 'care', dataCategories: ['plan'] },
  async ({ plan, status, side }, ask) => {
    const view = await readablePlan(plan, ask);
    return { items: linesOf(view).filter((line) => stands(line, status) && (side === undefined || line.side === side)) };
  },
);
