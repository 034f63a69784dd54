import type { Service } from '@patto/service-kit';
import { eraser } from './react/eraser.ts';
import { annotateEvent } from './audit/annotate-event.ts';
import { answerFinding } from './audit/answer-finding.ts';
import { auditEvents } from './read/audit-events.ts';
import { bundleOfAudit } from './read/bundle-of-audit.ts';
import { closeAudit } from './audit/close-audit.ts';
import { answersToFindingsDue, missAnswer } from './audit/miss-answer.ts';
import { openAudit } from './audit/open-audit.ts';
import { raiseFinding } from './audit/raise-finding.ts';
import { AuditsController } from './audits.controller.ts';
import { auditById, auditList } from './read/audit-by-id.ts';
import { audits } from './read/audits.ts';
import { authorityOfEvent } from './read/authority-of-event.ts';
import { EventsController } from './events.controller.ts';
import { liftEmbargo } from './embargo/lift-embargo.ts';
import { placeEmbargo } from './embargo/place-embargo.ts';
import { EmbargoesController } from './embargoes.controller.ts';
import { EmergenciesController } from './emergencies.controller.ts';
import { emergenciesEnding, endEmergencyAccess, lapseEmergencyAccess } from './emergency/end-emergency-access.ts';
import { openEmergencyAccess } from './emergency/open-emergency-access.ts';
import { reviewEmergencyAccess } from './emergency/review-emergency-access.ts';
import { AccessesController } from './accesses.controller.ts';
import { accessLedgerEntries, ledgerEntries } from './ledger/entries.ts';
import { AccessLedgerController, LedgerController } from './ledger.controller.ts';
import { accessSealer, sealer } from './ledger/sealer.ts';
import {
  DoubleClaimsController,
  ObligationsController,
  OrphanIntervalsController,
  OverdueController,
  UntakenOffersController,
} from './obligations.controller.ts';
import { accessesOfPerson } from './read/accesses-of-person.ts';
import { embargoById, embargoes, embargoList } from './read/embargoes.ts';
import { emergencies } from './read/emergencies.ts';
import { emergencyAccessById } from './read/emergency-by-id.ts';
import { emergencyAccessList } from './read/emergency-list.ts';
import { authorityTimelines } from './read/authority-timelines.ts';
import { consistencyOfAccessLedger, consistencyOfLedger, eventPlaces, proofOfEvent } from './read/event-places.ts';
import { PoliciesController } from './policies.controller.ts';
import { publishPolicy } from './policy/publish-policy.ts';
import { policies, policyById, policyList } from './read/policies.ts';
import { doubleClaimList } from './read/double-claim-list.ts';
import { doubleClaimsOfObligation } from './read/double-claims-of-obligation.ts';
import { obligationById } from './read/obligation-by-id.ts';
import { obligationList } from './read/obligation-list.ts';
import { obligationSteps } from './read/obligation-steps.ts';
import { obligations } from './read/obligations.ts';
import { orphanIntervalList } from './read/orphan-interval-list.ts';
import { orphanIntervalsOfObligation } from './read/orphan-intervals-of-obligation.ts';
import { overdueList } from './read/overdue-list.ts';
import { responsibleAt } from './read/responsible-at.ts';
import { retentionOfPerson } from './read/retention-of-person.ts';
import { retentions } from './read/retentions.ts';
import { RetentionController } from './retention.controller.ts';
import { completeErasure } from './retention/complete-erasure.ts';
import { liftLegalHold } from './retention/lift-legal-hold.ts';
import { orderErasure } from './retention/order-erasure.ts';
import { placeLegalHold } from './retention/place-legal-hold.ts';
import { recordErasure } from './retention/record-erasure.ts';
import { untakenOfferList } from './read/untaken-offer-list.ts';
import { workList } from './read/work-list.ts';
import { workQueue } from './read/work-queue.ts';
import { workLeft } from './read/work.ts';
import { ProofsController } from './proofs.controller.ts';
import { WorkController, WorkQueueController } from './work.controller.ts';

export { type LedgerName, ledgerPlace, policyFile } from './ledger/place.ts';
export { PublishPolicy } from './policy/publish-policy.ts';

/** Ledger, responsibility register, work left, access log and erasure, as a value. */
export const accountability: Service = {
  name: 'accountability',
  decisions: [
    publishPolicy,
    placeLegalHold,
    liftLegalHold,
    orderErasure,
    recordErasure,
    completeErasure,
    openAudit,
    annotateEvent,
    raiseFinding,
    answerFinding,
    missAnswer,
    closeAudit,
    openEmergencyAccess,
    endEmergencyAccess,
    lapseEmergencyAccess,
    reviewEmergencyAccess,
    placeEmbargo,
    liftEmbargo,
  ],
  readModels: [obligations, authorityTimelines, workLeft, eventPlaces, retentions, audits, policies, emergencies, embargoes],
  queries: [
    ledgerEntries,
    accessLedgerEntries,
    proofOfEvent,
    consistencyOfLedger,
    consistencyOfAccessLedger,
    accessesOfPerson,
    emergencyAccessById,
    emergencyAccessList,
    embargoById,
    embargoList,
    obligationById,
    obligationList,
    obligationSteps,
    responsibleAt,
    orphanIntervalsOfObligation,
    orphanIntervalList,
    doubleClaimsOfObligation,
    doubleClaimList,
    untakenOfferList,
    overdueList,
    workQueue,
    workList,
    retentionOfPerson,
    authorityOfEvent,
    auditById,
    auditList,
    bundleOfAudit,
    auditEvents,
    policyById,
    policyList,
  ],
  reactions: [],
  dues: [emergenciesEnding, answersToFindingsDue],
  controllers: [
    AccessesController,
    AuditsController,
    DoubleClaimsController,
    EmbargoesController,
    EmergenciesController,
    EventsController,
    ObligationsController,
    OrphanIntervalsController,
    OverdueController,
    PoliciesController,
    ProofsController,
    RetentionController,
    UntakenOffersController,
    WorkController,
    WorkQueueController,
  ],
  rootControllers: [LedgerController, AccessLedgerController],
  followers: [sealer, accessSealer, eraser],
};
