import { acceptCommitment } from './accept-commitment.ts';
import { breachCommitment, commitmentsDue } from './breach-commitment.ts';
import { chooseOption } from './choose-option.ts';
import { closePlan } from './close-plan.ts';
import { confirmFulfilment } from './confirm-fulfilment.ts';
import { contestFulfilment } from './contest-fulfilment.ts';
import { declineCommitment } from './decline-commitment.ts';
import { declineToSign } from './decline-to-sign.ts';
import { fulfilCommitment } from './fulfil-commitment.ts';
import { makeCommitment } from './make-commitment.ts';
import { noteDelivery } from './note-delivery.ts';
import { noteDeliveryWord } from './note-delivery-word.ts';
import { notePlanNeedAnswered } from './note-plan-need-answered.ts';
import { noteReferral } from './note-referral.ts';
import { objectToPlan } from './object-to-plan.ts';
import { offerOption } from './offer-option.ts';
import { openPlan } from './open-plan.ts';
import { proposePlan } from './propose-plan.ts';
import { recordProgress } from './record-progress.ts';
import { refuseOption } from './refuse-option.ts';
import { reportOptionUnavailable } from './report-option-unavailable.ts';
import { reshapePlan } from './reshape-plan.ts';
import { restsEnding, resumeCommitment } from './resume-commitment.ts';
import { setGoal } from './set-goal.ts';
import { shapeOption } from './shape-option.ts';
import { signPlan } from './sign-plan.ts';
import { suspendCommitment } from './suspend-commitment.ts';
import { waiveCommitment } from './waive-commitment.ts';
import { withdrawReshaping } from './withdraw-reshaping.ts';

/** What is decided about a plan and its commitments, in the order of its life. */
export const planDecisions = [
  openPlan,
  setGoal,
  offerOption,
  shapeOption,
  chooseOption,
  refuseOption,
  reportOptionUnavailable,
  notePlanNeedAnswered,
  makeCommitment,
  acceptCommitment,
  declineCommitment,
  proposePlan,
  signPlan,
  declineToSign,
  objectToPlan,
  reshapePlan,
  withdrawReshaping,
  recordProgress,
  closePlan,
  fulfilCommitment,
  confirmFulfilment,
  contestFulfilment,
  suspendCommitment,
  resumeCommitment,
  waiveCommitment,
  breachCommitment,
  noteReferral,
  noteDelivery,
  noteDeliveryWord,
];

/** What becomes due in a plan. */
export const planDues = [commitmentsDue, restsEnding];
