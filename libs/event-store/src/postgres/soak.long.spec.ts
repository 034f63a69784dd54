import { postgresFor } from '@patto/testing/engines';
import { conformsAsEventLog } from '../conformance.ts';
import { inASchema, onPostgres } from './trials/prepared.ts';
import { severalOpenings } from './trials/several.ts';

/** As long as the promise of order is made for: 8 writers and 4 readers for 30 s. */
await onPostgres('the event log on PostgreSQL for longer', postgresFor, (database) => {
  conformsAsEventLog('PostgreSQL for longer', inASchema(database), { orderMs: 30_000 });
  severalOpenings(database, { orderMs: 30_000, interleavings: 10_000 });
});
