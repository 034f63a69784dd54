import { ReferralWithdrawn, type WithdrawalReason } from '@patto/contracts/comanagement';
import { type Decided, event } from '@patto/event-store/pure';
import type { RequestedReferral } from './referral.ts';

/** A referral is taken back: what is owed of it is given up, the answer or the service. */
export const takenBack = ({ service, plan, commitment, obligation, answerObligation }: RequestedReferral, reason: WithdrawalReason): Decided =>
  event(ReferralWithdrawn, { reason, service, plan, commitment, ...(obligation ? { obligation } : { answerObligation }) });
