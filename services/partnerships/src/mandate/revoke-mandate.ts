import { type Id, IsId, IsText, Rejection } from '@patto/contracts';
import { MandateRevoked } from '@patto/contracts/partnerships';
import { decides, event } from '@patto/event-store/pure';
import { mandate } from './mandate.ts';

/** The grantor ends a mandate from now on, or its source has ended. What was done under it stays as it was. */
export class RevokeMandate {
  @IsId('mandate') readonly mandate!: Id<'mandate'>;
  @IsText(500) readonly motivation!: string;
}

export const revokeMandate = decides(mandate, RevokeMandate, (state, { motivation }, { by }) => {
  if (state.status === 'none') return [];
  const sourceEnded = by.actor.startsWith('system-'); // A reaction of ours: what was delegated ends with what it was delegated from.
  if (!sourceEnded && by.organisation !== state.grantor) throw new Rejection('not-the-grantor', 'Only the organisation that granted a mandate revokes it.');
  if (state.status === 'revoked' || (sourceEnded && state.status === 'declined')) return [];
  if (state.status === 'declined') throw new Rejection('mandate-settled', 'This mandate was declined.');
  return [event(MandateRevoked, { motivation })];
});
