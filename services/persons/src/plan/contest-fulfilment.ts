import { type Id, IsId, IsText, Rejection } from '@patto/contracts';
import { CONTEST_REASONS, type ContestReason, FulfilmentContested } from '@patto/contracts/persons';
import { decides, event } from '@patto/event-store/pure';
import { IsIn, IsOptional } from 'class-validator';
import { plan } from './plan.ts';
import { reportedTo } from './reported-to.ts';
import { inPlan } from './standing.ts';

/** The one to whom it was owed says that it was not done so; it is owed again. */
export class ContestFulfilment {
  @IsId('plan') readonly plan!: Id<'plan'>;
  @IsId('commitment') readonly commitment!: Id<'commitment'>;
  /** Which date. */
  @IsId('obligation') readonly obligation!: Id<'obligation'>;
  @IsIn(CONTEST_REASONS) readonly reason!: ContestReason;
  @IsOptional() @IsText(2_000) readonly words?: string;
}

export const contestFulfilment = decides(plan, ContestFulfilment, inPlan('confirm-fulfilment'), (state, { commitment, obligation, reason, words }, context) => {
  const line = reportedTo(state, { commitment, obligation }, context);
  if (!line) throw new Rejection('not-reported', 'No such fulfilment waits for your word.');
  return [event(FulfilmentContested, { commitment, obligation, about: line.about, reason, words })];
});
