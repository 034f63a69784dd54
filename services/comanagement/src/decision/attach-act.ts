import { type Id, IsId, IsText, Rejection } from '@patto/contracts';
import { ActAttached, DecisionTookEffect } from '@patto/contracts/comanagement';
import { decides, event } from '@patto/event-store/pure';
import { decision } from './decision.ts';
import { competentBodies, pactOf, refuseUnlessDeciding } from './parties.ts';

/** The competent body attaches its act (*atto, determina*): what was decided takes effect. */
export class AttachAct {
  @IsId('decision') readonly decision!: Id<'decision'>;
  @IsText(300) readonly act!: string;
}

export const attachAct = decides(decision, AttachAct, { relies: (_, facts, __, state) => pactOf(facts, state) }, (state, { act }, { by, relied }) => {
  if (state.status === 'none') return [];
  const organisation = refuseUnlessDeciding(relied, by.organisation);
  if (!competentBodies(state.change, relied).includes(organisation)) {
    throw new Rejection(
      'not-the-competent-body',
      'The public body that answers for the service attaches its act; where none does, one that takes part in the pact.',
    );
  }
  if (state.status !== 'carried') throw new Rejection('no-act-awaited', 'This decision waits for no act.');
  const { pact, change, competent } = state;
  const own = competent.find((one) => one.organisation === organisation);
  const attached = { act, organisation, ...(own && { obligation: own.obligation }), excused: competent.filter((one) => one !== own) };
  return [event(ActAttached, attached), event(DecisionTookEffect, { pact, change, acts: [act] })];
});
