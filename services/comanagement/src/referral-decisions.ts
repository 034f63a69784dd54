import { acceptReferral } from './referral/accept-referral.ts';
import { acknowledgeReferral } from './referral/acknowledge-referral.ts';
import { assignOutcome } from './referral/assign-outcome.ts';
import { callOffReferralLink } from './referral/call-off-referral-link.ts';
import { closeReferral } from './referral/close-referral.ts';
import { completeReferral } from './referral/complete-referral.ts';
import { endReferral } from './referral/end-referral.ts';
import { holdReferral } from './referral/hold-referral.ts';
import { issueReferralLink } from './referral/issue-referral-link.ts';
import { reRouteReferral } from './referral/re-route-referral.ts';
import { referAgreedLine, requestReferral } from './referral/request-referral.ts';
import { referOutside } from './referral/refer-outside.ts';
import { rejectReferral } from './referral/reject-referral.ts';
import { restWithConsent } from './referral/rest-with-consent.ts';
import { restWithService } from './referral/rest-with-service.ts';
import { resumeReferral } from './referral/resume-referral.ts';
import { startReferral } from './referral/start-referral.ts';
import { throughLink } from './referral/through-link.ts';
import { transferReferral } from './referral/transfer-referral.ts';
import { withdrawReferral } from './referral/withdraw-referral.ts';

/** What is decided about a referral, in the order of its life; a partner without a system does some of it through a one-time link. */
export const referralDecisions = [
  requestReferral,
  referOutside,
  referAgreedLine,
  issueReferralLink,
  callOffReferralLink,
  ...[acknowledgeReferral, acceptReferral, rejectReferral, startReferral, completeReferral, assignOutcome].map(throughLink),
  reRouteReferral,
  withdrawReferral,
  holdReferral,
  resumeReferral,
  closeReferral,
  transferReferral,
  endReferral,
  restWithService,
  restWithConsent,
];
