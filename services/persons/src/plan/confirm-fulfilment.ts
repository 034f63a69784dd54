import { type Id, IsId, Rejection } from '@patto/contracts';
import { FulfilmentConfirmed } from '@patto/contracts/persons';
import { decides, event } from '@patto/event-store/pure';
import { plan } from './plan.ts';
import { reportedTo } from './reported-to.ts';
import { inPlan } from './standing.ts';

/** The one to whom it was owed says that it was done. Not whoever owed it, nor whoever reported it, in whatever role. */
export class ConfirmFulfilment {
  @IsId('plan') readonly plan!: Id<'plan'>;
  @IsId('commitment') readonly commitment!: Id<'commitment'>;
  /** Which date. */
  @IsId('obligation') readonly obligation!: Id<'obligation'>;
}

export const confirmFulfilment = decides(plan, ConfirmFulfilment, inPlan('confirm-fulfilment'), (state, { commitment, obligation }, context) => {
  if (!reportedTo(state, { commitment, obligation }, context)) throw new Rejection('not-reported', 'No such fulfilment waits for your word.');
  return [event(FulfilmentConfirmed, { commitment, obligation })];
});
