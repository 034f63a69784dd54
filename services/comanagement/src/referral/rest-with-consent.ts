import { type Id, IsId } from '@patto/contracts';
import { ReferralHeld } from '@patto/contracts/comanagement';
import { decides, event } from '@patto/event-store/pure';
import { IsIn } from 'class-validator';
import { isOpen } from './moves.ts';
import { referral, type RequestedReferral } from './referral.ts';

/** Why there is no such consent any more. */
const ENDS = ['consent-withdrawn', 'consent-over'] as const;

/** The consent that a referral rests on was taken back, or its time is over: it rests, whatever had become of it. Sent by the reactions to that. */
export class RestWithConsent {
  @IsId('referral') readonly referral!: Id<'referral'>;
  @IsId('consent') readonly consent!: Id<'consent'>;
  @IsIn(ENDS) readonly reason!: (typeof ENDS)[number];
}

/** What is owed of a referral: its answer until it is accepted, itself from then on. */
export const owedOf = ({ obligation, answerObligation }: RequestedReferral) => (obligation ? { obligation } : { answerObligation });

export const restWithConsent = decides(referral, RestWithConsent, (state, { consent, reason }, { happenedAt }) => {
  if (!isOpen(state) || state.consent !== consent || state.state === 'on-hold') return [];
  return [event(ReferralHeld, { reason, heldAt: happenedAt, ...owedOf(state) })];
});
