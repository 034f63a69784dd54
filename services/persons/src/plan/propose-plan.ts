import { type Id, IsId } from '@patto/contracts';
import { PlanProposed } from '@patto/contracts/persons';
import { decides, event } from '@patto/event-store/pure';
import { mustBeProposable } from './agreement.ts';
import { plan } from './plan.ts';
import { bodyIn, standing } from './standing.ts';

/** The body in charge puts the plan forward for signing, as it stands. Each commitment of the persons has one beside it. */
export class ProposePlan {
  @IsId('plan') readonly plan!: Id<'plan'>;
}

export const proposePlan = decides(plan, ProposePlan, { relies: standing('shape-plan') }, (state, _, context) => {
  bodyIn(state, context);
  if (state.status === 'proposed') return [];
  mustBeProposable(state, context.now);

  return [event(PlanProposed, { revision: context.revision + 1 })];
});
