import { type Id, IsId, Rejection } from '@patto/contracts';
import { StepInDeclined, TRANSFER_DECLINE_REASONS, TransferDeclined, type TransferDeclineReason } from '@patto/contracts/comanagement';
import { decides, event } from '@patto/event-store/pure';
import { IsIn } from 'class-validator';
import { sameHandOver, transfer } from './transfer.ts';

/** The party that was asked does not take it. Where it was to step in, the next one in the pact's order is asked. */
export class DeclineTransfer {
  @IsId('transfer') readonly transfer!: Id<'transfer'>;
  @IsIn(TRANSFER_DECLINE_REASONS) readonly reason!: TransferDeclineReason;
}

export const declineTransfer = decides(transfer, DeclineTransfer, (state, { reason }, { by }) => {
  if (state.status === 'none') return [];
  if (by.organisation !== state.to) throw new Rejection('offered-to-another', 'Only the organisation that is asked declines.');
  if (state.status === 'declined') return [];
  if (state.status !== 'offered') throw new Rejection('hand-over-settled', 'This was accepted or called off.');
  const { stepIn } = state;
  return [stepIn ? event(StepInDeclined, { ...sameHandOver(state), ...stepIn, reason }) : event(TransferDeclined, { ...sameHandOver(state), reason })];
});
