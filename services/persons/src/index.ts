import type { Service } from '@patto/service-kit';
import { ChargeRefusalsController } from './charge-refusals.controller.ts';
import { acceptCase } from './charge/accept-case.ts';
import { closeCharge } from './charge/close-charge.ts';
import { declineCharge } from './charge/decline-charge.ts';
import { handOverCase } from './charge/hand-over-case.ts';
import { nameCaseManager } from './charge/name-case-manager.ts';
import { takeCharge } from './charge/take-charge.ts';
import { ChargesController } from './charges.controller.ts';
import { CommitmentsController } from './commitments.controller.ts';
import { ExcerptsController } from './excerpts.controller.ts';
import { redirectNeed } from './need/redirect-need.ts';
import { reportNeed } from './need/report-need.ts';
import { answersDue, reportOverdueAnswer } from './need/report-overdue-answer.ts';
import { takeNeed } from './need/take-need.ts';
import { turnDownNeed } from './need/turn-down-need.ts';
import { acceptSupport } from './network/accept-support.ts';
import { appointDelegate } from './network/appoint-delegate.ts';
import { declineSupport } from './network/decline-support.ts';
import { inviteSupporter } from './network/invite-supporter.ts';
import { revokeDelegate } from './network/revoke-delegate.ts';
import { stepBack } from './network/step-back.ts';
import { OverviewController } from './overview.controller.ts';
import { PersonSearchesController } from './person-searches.controller.ts';
import { correctPersonDetails } from './person/correct-person-details.ts';
import { noteErasure } from './person/note-erasure.ts';
import { linkExternalRecord } from './person/link-external-record.ts';
import { linkLogin } from './person/link-login.ts';
import { registerPerson } from './person/register-person.ts';
import { PersonsController } from './persons.controller.ts';
import { acceptCommitment } from './plan/accept-commitment.ts';
import { breachCommitment, commitmentsDue } from './plan/breach-commitment.ts';
import { chooseOption } from './plan/choose-option.ts';
import { closePlan } from './plan/close-plan.ts';
import { confirmFulfilment } from './plan/confirm-fulfilment.ts';
import { contestFulfilment } from './plan/contest-fulfilment.ts';
import { declineCommitment } from './plan/decline-commitment.ts';
import { declineToSign } from './plan/decline-to-sign.ts';
import { fulfilCommitment } from './plan/fulfil-commitment.ts';
import { makeCommitment } from './plan/make-commitment.ts';
import { noteDelivery } from './plan/note-delivery.ts';
import { noteDeliveryWord } from './plan/note-delivery-word.ts';
import { notePlanNeedAnswered } from './plan/note-plan-need-answered.ts';
import { noteReferral } from './plan/note-referral.ts';
import { objectToPlan } from './plan/object-to-plan.ts';
import { offerOption } from './plan/offer-option.ts';
import { openPlan } from './plan/open-plan.ts';
import { proposePlan } from './plan/propose-plan.ts';
import { recordProgress } from './plan/record-progress.ts';
import { refuseOption } from './plan/refuse-option.ts';
import { reportOptionUnavailable } from './plan/report-option-unavailable.ts';
import { reshapePlan } from './plan/reshape-plan.ts';
import { restsEnding, resumeCommitment } from './plan/resume-commitment.ts';
import { setGoal } from './plan/set-goal.ts';
import { shapeOption } from './plan/shape-option.ts';
import { signPlan } from './plan/sign-plan.ts';
import { suspendCommitment } from './plan/suspend-commitment.ts';
import { waiveCommitment } from './plan/waive-commitment.ts';
import { withdrawReshaping } from './plan/withdraw-reshaping.ts';
import { PlansController } from './plans.controller.ts';
import { whenChargeDeclinedTurnDownNeed } from './react/when-charge-declined-turn-down-need.ts';
import { whenChargeTakenTakeNeed, whenNeedJoinedTakeNeed } from './react/when-charge-taken-take-need.ts';
import { whenDeliveryConfirmedNoteWord, whenDeliveryContestedNoteWord } from './react/when-delivery-confirmed-note-word.ts';
import { whenAttendanceRecordedNoteDelivery, whenDeliveryRecordedNoteDelivery } from './react/when-delivery-recorded-note-delivery.ts';
import { whenNeedAnsweredTellPlans } from './react/when-need-answered-tell-plans.ts';
import {
  whenOutcomeAssignedNoteReferral,
  whenReferralAcceptedNoteReferral,
  whenReferralRejectedNoteReferral,
  whenReferralWithdrawnNoteReferral,
} from './react/when-referral-moved-note-referral.ts';
import { whenPersonalDataErasedNoteErasure } from './react/when-personal-data-erased-note-erasure.ts';
import { chargeById } from './read/charge-by-id.ts';
import { chargesOfBody } from './read/charges-of-body.ts';
import { chargesOfPerson } from './read/charges-of-person.ts';
import { charges } from './read/charges.ts';
import { choicesOfPlan } from './read/choices-of-plan.ts';
import { capabilityGaps } from './read/capability-gaps.ts';
import { commitmentList } from './read/commitment-list.ts';
import { commitmentsOfPlan } from './read/commitments-of-plan.ts';
import { excerptOfPlan, myExcerpts } from './read/excerpt-of-plan.ts';
import { myPlans } from './read/my-plans.ts';
import { mySupport } from './read/my-support.ts';
import { needById } from './read/need-by-id.ts';
import { needsOfDesk } from './read/needs-of-desk.ts';
import { needsOfPerson } from './read/needs-of-person.ts';
import { needs } from './read/needs.ts';
import { networkOfPerson } from './read/network-of-person.ts';
import { networks } from './read/networks.ts';
import { personById } from './read/person-by-id.ts';
import { personSearch } from './read/person-searches.ts';
import { persons as personViews } from './read/persons.ts';
import { planById } from './read/plan-by-id.ts';
import { plans } from './read/plans.ts';
import { ReportedNeedsController } from './reported-needs.controller.ts';

/** People, those around them, what they need, who is in charge, their plans and what everybody owes in them. */
export const persons: Service = {
  name: 'persons',
  decisions: [
    registerPerson,
    correctPersonDetails,
    linkLogin,
    linkExternalRecord,
    noteErasure,
    appointDelegate,
    revokeDelegate,
    inviteSupporter,
    acceptSupport,
    declineSupport,
    stepBack,
    reportNeed,
    redirectNeed,
    takeNeed,
    turnDownNeed,
    reportOverdueAnswer,
    takeCharge,
    declineCharge,
    nameCaseManager,
    handOverCase,
    acceptCase,
    closeCharge,
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
  ],
  readModels: [personViews, networks, needs, charges, plans],
  queries: [
    personById,
    personSearch,
    networkOfPerson,
    mySupport,
    needById,
    needsOfDesk,
    needsOfPerson,
    chargeById,
    chargesOfBody,
    chargesOfPerson,
    planById,
    myPlans,
    commitmentsOfPlan,
    commitmentList,
    capabilityGaps,
    excerptOfPlan,
    myExcerpts,
    choicesOfPlan,
  ],
  reactions: [
    whenChargeTakenTakeNeed,
    whenNeedJoinedTakeNeed,
    whenChargeDeclinedTurnDownNeed,
    whenNeedAnsweredTellPlans,
    whenReferralAcceptedNoteReferral,
    whenReferralRejectedNoteReferral,
    whenReferralWithdrawnNoteReferral,
    whenOutcomeAssignedNoteReferral,
    whenDeliveryRecordedNoteDelivery,
    whenAttendanceRecordedNoteDelivery,
    whenDeliveryConfirmedNoteWord,
    whenDeliveryContestedNoteWord,
    whenPersonalDataErasedNoteErasure,
  ],
  dues: [answersDue, commitmentsDue, restsEnding],
  controllers: [
    PersonsController,
    PersonSearchesController,
    ReportedNeedsController,
    ChargesController,
    ChargeRefusalsController,
    PlansController,
    CommitmentsController,
    ExcerptsController,
    OverviewController,
  ],
};
