import { afterAll, describe, expect, it } from '@jest/globals';
import { postgresFor } from '@patto/testing/engines';
import { conformsAsKeyring } from '../conformance.ts';
import { deploymentsOn } from './trials/deployment-on-postgres.ts';

const server = await postgresFor('the keyring on PostgreSQL');
afterAll(() => server?.stop());

if (server) conformsAsKeyring('PostgreSQL', deploymentsOn(server));
else {
  describe('a keyring on PostgreSQL', () => {
    it('is not here, and the last lines of the tests say so', () => expect(server).toBeUndefined());
  });
}
