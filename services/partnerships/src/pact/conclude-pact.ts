import { type Id, IsId, Rejection } from '@patto/contracts';
import { PactConcluded } from '@patto/contracts/partnerships';
import { decides, event } from '@patto/event-store/pure';
import { decisionInEffect } from './decision-in-effect.ts';
import { pact } from './pact.ts';

/** The parties decided that their pact is over. */
export class ConcludePact {
  @IsId('pact') readonly pact!: Id<'pact'>;
  @IsId('decision') readonly decision!: Id<'decision'>;
}

export const concludePact = decides(
  pact,
  ConcludePact,
  { relies: ({ pact, decision }, facts) => ({ decision: decisionInEffect(facts, { pact, decision, type: 'conclusion' }) }) },
  ({ status }, { decision }, { relied }) => {
    if (!relied.decision) throw new Rejection('not-decided', 'No decision of the parties in effect concludes this pact.');
    return status === 'active' ? [event(PactConcluded, { decision })] : [];
  },
);
