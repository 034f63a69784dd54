import type { Service } from '@patto/service-kit';
import { AccessesController } from './accesses.controller.ts';
import { accessLedgerEntries, ledgerEntries } from './ledger/entries.ts';
import { AccessLedgerController, LedgerController } from './ledger.controller.ts';
import { accessSealer, sealer } from './ledger/sealer.ts';
import { ObligationsController, OrphanIntervalsController, OverdueController } from './obligations.controller.ts';
import { accessesOfPerson } from './read/accesses-of-person.ts';
import { authorityTimelines } from './read/authority-timelines.ts';
import { consistencyOfLedger, eventPlaces, proofOfEvent } from './read/event-places.ts';
import { obligationById } from './read/obligation-by-id.ts';
import { obligationList } from './read/obligation-list.ts';
import { obligationSteps } from './read/obligation-steps.ts';
import { obligations } from './read/obligations.ts';
import { orphanIntervalList } from './read/orphan-interval-list.ts';
import { orphanIntervalsOfObligation } from './read/orphan-intervals-of-obligation.ts';
import { overdueList } from './read/overdue-list.ts';
import { responsibleAt } from './read/responsible-at.ts';
import { workList } from './read/work-list.ts';
import { workQueue } from './read/work-queue.ts';
import { workLeft } from './read/work.ts';
import { ProofsController } from './proofs.controller.ts';
import { WorkController, WorkQueueController } from './work.controller.ts';

export { type LedgerName, ledgerPlace, policyFile } from './ledger/place.ts';
export { type HistoryItem, historyItem, inASentence, inSentences } from './read/history-in-sentences.ts';

/** Ledger, responsibility register, work left and access log, as a value. It decides nothing here: it follows what the others record. */
export const accountability: Service = {
  name: 'accountability',
  decisions: [],
  readModels: [obligations, authorityTimelines, workLeft, eventPlaces],
  queries: [
    ledgerEntries,
    accessLedgerEntries,
    proofOfEvent,
    consistencyOfLedger,
    accessesOfPerson,
    obligationById,
    obligationList,
    obligationSteps,
    responsibleAt,
    orphanIntervalsOfObligation,
    orphanIntervalList,
    overdueList,
    workQueue,
    workList,
  ],
  reactions: [],
  dues: [],
  controllers: [AccessesController, ObligationsController, OrphanIntervalsController, OverdueController, ProofsController, WorkController, WorkQueueController],
  rootControllers: [LedgerController, AccessLedgerController],
  followers: [sealer, accessSealer],
};
