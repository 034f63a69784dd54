import { postgresFor } from '@patto/testing/engines';
import { conformsAsEventLog } from '../conformance.ts';
import { inASchema, onPostgres } from './trials/prepared.ts';

await onPostgres('the event log on PostgreSQL', postgresFor, (database) => conformsAsEventLog('PostgreSQL', inASchema(database)));
