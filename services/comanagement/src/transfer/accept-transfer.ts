import { type Id, IsId, Rejection } from '@patto/contracts';
import { StepInAccepted, TransferAccepted } from '@patto/contracts/comanagement';
import { decides, event } from '@patto/event-store/pure';
import { isNeedless, standingOf } from './standing.ts';
import { sameHandOver, transfer } from './transfer.ts';

/** The party that was asked takes the service over, or steps in (*subentro*): it carries it out from now on. */
export class AcceptTransfer {
  @IsId('transfer') readonly transfer!: Id<'transfer'>;
}

export const acceptTransfer = decides(transfer, AcceptTransfer, { relies: (_, facts, __, state) => standingOf(facts, state) }, (state, _, { by, relied }) => {
  if (state.status === 'none') return [];
  if (by.organisation !== state.to) throw new Rejection('offered-to-another', 'Only the organisation that is asked accepts.');
  if (state.status === 'accepted') return [];
  if (state.status !== 'offered') throw new Rejection('hand-over-settled', 'This was declined or called off.');
  if (!relied.to) throw new Rejection('participation-suspended', 'Your organisation takes no part in this pact now.');
  if (isNeedless(state, relied)) throw new Rejection('not-needed-any-more', 'The service is performed again, and nobody has to take it over.');
  if (!relied.service) throw new Rejection('no-such-service', 'This service does not run now.');
  return [event(state.stepIn ? StepInAccepted : TransferAccepted, sameHandOver(state))];
});
