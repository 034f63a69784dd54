import { join } from 'node:path';
import type { Settings } from '@patto/service-kit';

/** The ledger's origin and key name: one for its whole life, whatever address the deployment is reached at. */
const EVENTS_ORIGIN = 'patto.local/ledger/events';

/** Where the ledger of events lies; its signing key is kept with the other keys, apart from the data. */
export const eventsLedger = ({ data, keys }: Pick<Settings, 'data' | 'keys'>) => ({
  folder: join(data, 'ledger', 'events'),
  keyFile: join(keys, 'ledger-events.key'),
  origin: EVENTS_ORIGIN,
});
