import type { Service } from '@patto/service-kit';
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
  decisions: [offerTransfer, acceptTransfer, declineTransfer, offerStepIn, callOffOffer],
  readModels: [performedServices, transfers],
  queries: [transferById, transferList],
  reactions: [
    whenParticipationSuspendedOfferStepIn,
    whenWithdrawalNotifiedOfferStepIn,
    whenStepInDeclinedOfferNext,
    whenParticipationResumedCallOffOffers,
    whenPerformerChangedCallOffOffers,
  ],
  dues: [],
  controllers: [TransfersController],
};
