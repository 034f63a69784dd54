import { afterAll, describe, expect, it } from '@jest/globals';
import { postgresFor } from '@patto/testing/engines';
import { conformsAsEventLog } from '../conformance.ts';
import { inASchema, preparedOn } from './trials/prepared.ts';

const server = await postgresFor('the event log on PostgreSQL');
afterAll(() => server?.stop());

if (server) conformsAsEventLog('PostgreSQL', inASchema(await preparedOn(server)));
else {
  describe('PostgreSQL as an event log', () => {
    it('is not here, and the last lines of the tests say so', () => expect(server).toBeUndefined());
  });
}
