import type { Service } from '@patto/service-kit';
import { networkDecisions } from './network/index.ts';
import { personDecisions } from './person/index.ts';
import { actDecisions } from './act/index.ts';
import { AwaitedActsController } from './awaited-acts.controller.ts';
import { ChargeRefusalsController } from './charge-refusals.controller.ts';
import { answerFindingObjection } from './assessment/answer-finding-objection.ts';
import { completeAssessment } from './assessment/complete-assessment.ts';
import { contributeFinding } from './assessment/contribute-finding.ts';
import { explainSilence } from './assessment/explain-silence.ts';
import { objectToFinding } from './assessment/object-to-finding.ts';
import { openAssessment } from './assessment/open-assessment.ts';
import { speakForMyself } from './assessment/speak-for-myself.ts';
import { AssessmentsController } from './assessments.controller.ts';
import { acceptCase } from './charge/accept-case.ts';
import { closeCharge } from './charge/close-charge.ts';
import { declineCharge } from './charge/decline-charge.ts';
import { handOverCase } from './charge/hand-over-case.ts';
import { nameCaseManager } from './charge/name-case-manager.ts';
import { takeCharge } from './charge/take-charge.ts';
import { ChargesController } from './charges.controller.ts';
import { CommitmentsController } from './commitments.controller.ts';
import { grantConsent } from './consent/grant-consent.ts';
import { consentsEnding, lapseConsent } from './consent/lapse-consent.ts';
import { refuseConsent } from './consent/refuse-consent.ts';
import { withdrawConsent } from './consent/withdraw-consent.ts';
import { ConsentsController, ConsentsOfPersonController } from './consents.controller.ts';
import { ExcerptsController } from './excerpts.controller.ts';
import { redirectNeed } from './need/redirect-need.ts';
import { reportNeed } from './need/report-need.ts';
import { answersDue, reportOverdueAnswer } from './need/report-overdue-answer.ts';
import { takeNeed } from './need/take-need.ts';
import { turnDownNeed } from './need/turn-down-need.ts';
import { LoginLinksController } from './login-links.controller.ts';
import { OverviewController } from './overview.controller.ts';
import { PersonSearchesController } from './person-searches.controller.ts';
import { PersonsController } from './persons.controller.ts';
import { planDecisions, planDues } from './plan/index.ts';
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
import { awaitedActById } from './read/awaited-act-by-id.ts';
import { awaitedActList } from './read/awaited-act-list.ts';
import { awaitedActs } from './read/awaited-acts.ts';
import { assessmentById } from './read/assessment-by-id.ts';
import { assessmentList } from './read/assessment-list.ts';
import { assessments } from './read/assessments.ts';
import { chargeById } from './read/charge-by-id.ts';
import { chargesOfBody } from './read/charges-of-body.ts';
import { chargesOfPerson } from './read/charges-of-person.ts';
import { charges } from './read/charges.ts';
import { choicesOfPlan } from './read/choices-of-plan.ts';
import { capabilityGaps } from './read/capability-gaps.ts';
import { commitmentList } from './read/commitment-list.ts';
import { commitmentsOfPlan } from './read/commitments-of-plan.ts';
import { consentById } from './read/consent-by-id.ts';
import { consents } from './read/consents.ts';
import { consentsOfPerson } from './read/consents-of-person.ts';
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
    ...actDecisions,
    ...personDecisions,
    ...networkDecisions,
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
    grantConsent,
    refuseConsent,
    withdrawConsent,
    lapseConsent,
    openAssessment,
    speakForMyself,
    explainSilence,
    contributeFinding,
    objectToFinding,
    answerFindingObjection,
    completeAssessment,
    ...planDecisions,
  ],
  readModels: [awaitedActs, personViews, networks, needs, charges, consents, assessments, plans],
  queries: [
    awaitedActById,
    awaitedActList,
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
    consentById,
    consentsOfPerson,
    assessmentById,
    assessmentList,
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
  dues: [answersDue, consentsEnding, ...planDues],
  controllers: [
    AwaitedActsController,
    PersonsController,
    LoginLinksController,
    PersonSearchesController,
    ReportedNeedsController,
    ChargesController,
    ChargeRefusalsController,
    ConsentsOfPersonController,
    ConsentsController,
    AssessmentsController,
    PlansController,
    CommitmentsController,
    ExcerptsController,
    OverviewController,
  ],
};
