import type { Service } from '@patto/service-kit';
import { AttendancesController } from './attendances.controller.ts';
import { DeliveriesController } from './deliveries.controller.ts';
import { callOffAwaitedWord } from './delivery/call-off-awaited-word.ts';
import { confirmAwaitedWord } from './delivery/confirm-awaited-word.ts';
import { confirmDelivery } from './delivery/confirm-delivery.ts';
import { contestDelivery } from './delivery/contest-delivery.ts';
import { recordAttendance } from './delivery/record-attendance.ts';
import { recordDelivery } from './delivery/record-delivery.ts';
import { whenConsentLapsedRestReferrals, whenConsentWithdrawnRestReferrals } from './react/when-consent-ended-rest-referrals.ts';
import { whenPerformerChangedTransferReferrals } from './react/when-performer-changed-transfer-referrals.ts';
import { whenPlanAgreedReferLines } from './react/when-plan-agreed-refer-lines.ts';
import { whenLineWaivedEndReferral } from './react/when-line-waived-end-referral.ts';
import {
  whenServiceClosedEndReferrals,
  whenServiceResumedTellReferrals,
  whenServiceSuspendedTellReferrals,
  whenServiceSuspendedUrgentlyTellReferrals,
  whenUrgentSuspensionLapsedTellReferrals,
} from './react/when-service-moves-tell-referrals.ts';
import { whenReferralAcceptedTakePlace, whenReferralCompletedFreePlace, whenReferralWithdrawnFreePlace } from './react/when-referral-moves-keep-place.ts';
import { deliveries } from './read/deliveries.ts';
import { deliveriesOfReferral } from './read/deliveries-of-referral.ts';
import { deliveryById } from './read/delivery-by-id.ts';
import { referralAsFhir } from './read/referral-as-fhir.ts';
import { referralById } from './read/referral-by-id.ts';
import { referralList } from './read/referral-list.ts';
import { referralMeasures } from './read/referral-measures.ts';
import { referrals } from './read/referrals.ts';
import { ReferralMeasuresController } from './referral-measures.controller.ts';
import { referralDecisions } from './referral-decisions.ts';
import { ReferralsController } from './referrals.controller.ts';
import {
  whenParticipationSuspendedOfferStepIn,
  whenStepInDeclinedOfferNext,
  whenWithdrawalNotifiedOfferStepIn,
} from './react/when-participation-ceases-offer-step-in.ts';
import { whenParticipationResumedCallOffOffers, whenPerformerChangedCallOffOffers } from './react/when-performed-again-call-off-offers.ts';
import { whenStepInAcceptedChangePerformer, whenTransferAcceptedChangePerformer } from './react/when-taken-over-change-performer.ts';
import { transferById } from './read/transfer-by-id.ts';
import { transferList } from './read/transfer-list.ts';
import { transfers } from './read/transfers.ts';
import { acceptTransfer } from './transfer/accept-transfer.ts';
import { callOffOffer } from './transfer/call-off-offer.ts';
import { declineTransfer } from './transfer/decline-transfer.ts';
import { offerStepIn } from './transfer/offer-step-in.ts';
import { offerTransfer } from './transfer/offer-transfer.ts';
import { TransfersController } from './transfers.controller.ts';
import { amendProposal } from './decision/amend-proposal.ts';
import { answerObjection } from './decision/answer-objection.ts';
import { attachAct } from './decision/attach-act.ts';
import { countDecision, decisionsDue } from './decision/count-decision.ts';
import { openDecision } from './decision/open-decision.ts';
import { takePosition } from './decision/take-position.ts';
import { DecisionRulesController } from './decision-rules.controller.ts';
import { DecisionsController } from './decisions.controller.ts';
import { whenDecisionTookEffectChangeService } from './react/when-decision-took-effect-change-service.ts';
import {
  whenPactConcludedCountAgain,
  whenParticipationResumedCountAgain,
  whenParticipationSuspendedCountAgain,
  whenParticipationWithdrawnCountAgain,
  whenSignatoryJoinedCountAgain,
} from './react/when-participation-changed-count-again.ts';
import { capacityList } from './read/capacity-list.ts';
import { capacityOfService } from './read/capacity-of-service.ts';
import { decisionById } from './read/decision-by-id.ts';
import { decisionList } from './read/decision-list.ts';
import { decisionRules } from './read/decision-rules.ts';
import { decisions } from './read/decisions.ts';
import { serviceById } from './read/service-by-id.ts';
import { serviceList } from './read/service-list.ts';
import { servicePlaces } from './read/service-places.ts';
import { services } from './read/services.ts';
import { waitingListOfService } from './read/waiting-list-of-service.ts';
import { applyDecision } from './service/apply-decision.ts';
import { changePerformer } from './service/change-performer.ts';
import { establishService } from './service/establish-service.ts';
import { freePlace } from './service/free-place.ts';
import { lapseUrgentSuspension, urgentSuspensionsEnding } from './service/lapse-urgent-suspension.ts';
import { suspendServiceUrgently } from './service/suspend-service-urgently.ts';
import { takePlace } from './service/take-place.ts';
import { CapacityController, ServicesController } from './services.controller.ts';

/** Services that the parties of a pact run together: decisions, referrals, deliveries, hand-overs. */
export const comanagement: Service = {
  name: 'comanagement',
  decisions: [
    openDecision,
    takePosition,
    answerObjection,
    amendProposal,
    attachAct,
    countDecision,
    establishService,
    applyDecision,
    changePerformer,
    suspendServiceUrgently,
    lapseUrgentSuspension,
    takePlace,
    freePlace,
    ...referralDecisions,
    recordDelivery,
    recordAttendance,
    confirmDelivery,
    contestDelivery,
    confirmAwaitedWord,
    callOffAwaitedWord,
    offerTransfer,
    acceptTransfer,
    declineTransfer,
    offerStepIn,
    callOffOffer,
  ],
  readModels: [decisions, services, servicePlaces, referrals, deliveries, transfers],
  queries: [
    decisionById,
    decisionList,
    decisionRules,
    serviceById,
    serviceList,
    capacityOfService,
    capacityList,
    waitingListOfService,
    referralById,
    referralList,
    referralAsFhir,
    deliveriesOfReferral,
    deliveryById,
    referralMeasures,
    transferById,
    transferList,
  ],
  reactions: [
    whenDecisionTookEffectChangeService,
    whenParticipationSuspendedCountAgain,
    whenParticipationResumedCountAgain,
    whenParticipationWithdrawnCountAgain,
    whenSignatoryJoinedCountAgain,
    whenPactConcludedCountAgain,
    whenPlanAgreedReferLines,
    whenConsentWithdrawnRestReferrals,
    whenConsentLapsedRestReferrals,
    whenReferralAcceptedTakePlace,
    whenReferralCompletedFreePlace,
    whenReferralWithdrawnFreePlace,
    whenPerformerChangedTransferReferrals,
    whenServiceSuspendedTellReferrals,
    whenServiceSuspendedUrgentlyTellReferrals,
    whenServiceResumedTellReferrals,
    whenUrgentSuspensionLapsedTellReferrals,
    whenServiceClosedEndReferrals,
    whenLineWaivedEndReferral,
    whenParticipationSuspendedOfferStepIn,
    whenWithdrawalNotifiedOfferStepIn,
    whenStepInDeclinedOfferNext,
    whenTransferAcceptedChangePerformer,
    whenStepInAcceptedChangePerformer,
    whenParticipationResumedCallOffOffers,
    whenPerformerChangedCallOffOffers,
  ],
  dues: [decisionsDue, urgentSuspensionsEnding],
  controllers: [
    DecisionsController,
    DecisionRulesController,
    ServicesController,
    CapacityController,
    ReferralsController,
    DeliveriesController,
    AttendancesController,
    ReferralMeasuresController,
    TransfersController,
  ],
};
