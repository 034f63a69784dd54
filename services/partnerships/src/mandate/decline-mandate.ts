import { type Id, IsId, Rejection } from '@patto/contracts';
import { MANDATE_DECLINE_REASONS, MandateDeclined } from '@patto/contracts/partnerships';
import { decides, event } from '@patto/event-store/pure';
import { IsIn } from 'class-validator';
import { refuseUnlessHolder } from './holder.ts';
import { mandate } from './mandate.ts';

/** The holder does not take the mandate, and says why. */
export class DeclineMandate {
  @IsId('mandate') readonly mandate!: Id<'mandate'>;
  @IsIn(MANDATE_DECLINE_REASONS) readonly reason!: (typeof MANDATE_DECLINE_REASONS)[number];
}

export const declineMandate = decides(mandate, DeclineMandate, (state, { reason }, { by }) => {
  if (state.status === 'none') return [];
  refuseUnlessHolder(state.holder, by);
  if (state.status === 'declined') return [];
  if (state.status !== 'offered') throw new Rejection('mandate-settled', 'This mandate was accepted or revoked.');
  return [event(MandateDeclined, { reason })];
});
