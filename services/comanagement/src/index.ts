import type { Service } from '@patto/service-kit';
import { AttendancesController } from './attendances.controller.ts';
import { DeliveriesController } from './deliveries.controller.ts';
import { confirmDelivery } from './delivery/confirm-delivery.ts';
import { contestDelivery } from './delivery/contest-delivery.ts';
import { recordAttendance } from './delivery/record-attendance.ts';
import { recordDelivery } from './delivery/record-delivery.ts';
import { whenPerformerChangedTransferReferrals } from './react/when-performer-changed-transfer-referrals.ts';
import { whenPlanAgreedReferLines } from './react/when-plan-agreed-refer-lines.ts';
import { deliveries } from './read/deliveries.ts';
import { deliveriesOfReferral } from './read/deliveries-of-referral.ts';
import { deliveryById } from './read/delivery-by-id.ts';
import { referralAsFhir } from './read/referral-as-fhir.ts';
import { referralById } from './read/referral-by-id.ts';
import { referralList } from './read/referral-list.ts';
import { referralMeasures } from './read/referral-measures.ts';
import { referrals } from './read/referrals.ts';
import { ReferralMeasuresController } from './referral-measures.controller.ts';
import { acceptReferral } from './referral/accept-referral.ts';
import { acknowledgeReferral } from './referral/acknowledge-referral.ts';
import { assignOutcome } from './referral/assign-outcome.ts';
import { closeReferral } from './referral/close-referral.ts';
import { completeReferral } from './referral/complete-referral.ts';
import { holdReferral } from './referral/hold-referral.ts';
import { reRouteReferral } from './referral/re-route-referral.ts';
import { rejectReferral } from './referral/reject-referral.ts';
import { referAgreedLine, requestReferral } from './referral/request-referral.ts';
import { resumeReferral } from './referral/resume-referral.ts';
import { startReferral } from './referral/start-referral.ts';
import { transferReferral } from './referral/transfer-referral.ts';
import { withdrawReferral } from './referral/withdraw-referral.ts';
import { ReferralsController } from './referrals.controller.ts';
import {
  whenParticipationSuspendedOfferStepIn,
  whenStepInDeclinedOfferNext,
  whenWithdrawalNotifiedOfferStepIn,
} from './react/when-participation-ceases-offer-step-in.ts';
import { whenParticipationResumedCallOffOffers, whenPerformerChangedCallOffOffers } from './react/when-performed-again-call-off-offers.ts';
import { performedServices } from './read/performed-services.ts';
import { transferById } from './read/transfer-by-id.ts';
import { transferList } from './read/transfer-list.ts';
import { transfers } from './read/transfers.ts';
import { acceptTransfer } from './transfer/accept-transfer.ts';
import { callOffOffer } from './transfer/call-off-offer.ts';
import { declineTransfer } from './transfer/decline-transfer.ts';
import { offerStepIn } from './transfer/offer-step-in.ts';
import { offerTransfer } from './transfer/offer-transfer.ts';
import { TransfersController } from './transfers.controller.ts';

/** Services that the parties of a pact run together: decisions, referrals, deliveries, hand-overs. */
export const comanagement: Service = {
  name: 'comanagement',
  decisions: [
    requestReferral,
    referAgreedLine,
    acknowledgeReferral,
    acceptReferral,
    rejectReferral,
    reRouteReferral,
    withdrawReferral,
    startReferral,
    holdReferral,
    resumeReferral,
    completeReferral,
    assignOutcome,
    closeReferral,
    transferReferral,
    recordDelivery,
    recordAttendance,
    confirmDelivery,
    contestDelivery,
    offerTransfer,
    acceptTransfer,
    declineTransfer,
    offerStepIn,
    callOffOffer,
  ],
  readModels: [referrals, deliveries, performedServices, transfers],
  queries: [referralById, referralList, referralAsFhir, deliveriesOfReferral, deliveryById, referralMeasures, transferById, transferList],
  reactions: [
    whenPlanAgreedReferLines,
    whenPerformerChangedTransferReferrals,
    whenParticipationSuspendedOfferStepIn,
    whenWithdrawalNotifiedOfferStepIn,
    whenStepInDeclinedOfferNext,
    whenParticipationResumedCallOffOffers,
    whenPerformerChangedCallOffOffers,
  ],
  dues: [],
  controllers: [ReferralsController, DeliveriesController, AttendancesController, ReferralMeasuresController, TransfersController],
};
