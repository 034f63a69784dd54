import { type Id, IsId } from '@patto/contracts';
import { ReferralHeld } from '@patto/contracts/comanagement';
import { decides, event } from '@patto/event-store/pure';
import { isOpen } from './moves.ts';
import { referral, type RequestedReferral } from './referral.ts';

/** The person has taken back the consent that a referral rests on: it rests, whatever had become of it. Sent by the reaction to that. */
export class RestWithConsent {
  @IsId('referral') readonly referral!: Id<'referral'>;
  @IsId('consent') readonly consent!: Id<'consent'>;
}

/** What is owed of a referral: its answer until it is accepted, itself from then on. */
export const owedOf = ({ obligation, answerObligation }: RequestedReferral) => (obligation ? { obligation } : { answerObligation });

export const restWithConsent = decides(referral, RestWithConsent, (state, { consent }, { happenedAt }) => {
  if (!isOpen(state) || state.consent !== consent || state.state === 'on-hold') return [];
  return [event(ReferralHeld, { reason: 'consent-withdrawn', heldAt: happenedAt, ...owedOf(state) })];
});
