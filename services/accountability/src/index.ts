import type { Service } from '@patto/service-kit';
import { AccessesController } from './accesses.controller.ts';
import { ledgerEntries } from './ledger/entries.ts';
import { LedgerController } from './ledger.controller.ts';
import { sealer } from './ledger/sealer.ts';
import { accessesOfPerson } from './read/accesses-of-person.ts';

export { eventsLedger } from './ledger/place.ts';

/** Ledger, responsibility register and access log, as a value. It decides nothing here: it follows what the others record. */
export const accountability: Service = {
  name: 'accountability',
  decisions: [],
  readModels: [],
  queries: [ledgerEntries, accessesOfPerson],
  reactions: [],
  dues: [],
  controllers: [AccessesController],
  rootControllers: [LedgerController],
  followers: [sealer],
};
