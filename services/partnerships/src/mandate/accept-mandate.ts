import { type Id, IsId, Rejection } from '@patto/contracts';
import { MandateAccepted } from '@patto/contracts/partnerships';
import { decides, event } from '@patto/event-store/pure';
import { refuseUnlessHolder } from './holder.ts';
import { mandate } from './mandate.ts';

/** The holder accepts; from now on it may act under the mandate, for its period. */
export class AcceptMandate {
  @IsId('mandate') readonly mandate!: Id<'mandate'>;
}

export const acceptMandate = decides(mandate, AcceptMandate, (state, _, { by, now }) => {
  if (state.status === 'none') return [];
  refuseUnlessHolder(state.holder, by);
  if (state.status === 'accepted') return [];
  if (state.status !== 'offered') throw new Rejection('mandate-settled', 'This mandate was declined or revoked.');
  if (state.until <= now) throw new Rejection('mandate-ended', 'The period of this mandate is over.');
  return [event(MandateAccepted, { holder: state.holder })];
});
