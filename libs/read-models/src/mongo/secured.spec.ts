import { afterAll, describe, expect, it } from '@jest/globals';
import { isOutage, refusalIn } from '@patto/event-store';
import { securedFor, securedMongoFor } from '@patto/testing/engines';
import { join } from 'node:path';
import { openMongoDocuments } from './open.ts';

const WHAT = "read models over TLS with a login, on a server of MongoDB's protocol";
const TIMEOUT_MS = 60_000;

const its = await securedFor(WHAT, securedMongoFor);
afterAll(() => its?.stop(), TIMEOUT_MS);

const urlOf = ({ login = 'patto:right-one', at = its?.server.secured, ca = its?.ours.ca, more = '' } = {}) =>
  `mongodb://${login}@${at}/patto?tls=true&tlsCAFile=${ca}&maxPoolSize=4${more}`;
/** What is said where documents cannot be opened, what was refused, and whether that would be waited for. */
const refusal = (url: string) =>
  openMongoDocuments({ url }).then(
    async (documents) => documents.close().then(() => 'was let in'),
    (error: Error) => ({ says: error.message, refused: refusalIn(error), isWaitedFor: isOutage(error) }),
  );

describe(WHAT, () => {
  it(
    'keep and find documents',
    async () => {
      if (!its) return;
      const documents = await openMongoDocuments({ url: urlOf() });
      const plans = await documents.collection({ name: 'plans', version: 1, indexes: ['status'] });
      await plans.commit({ upserts: [{ id: 'plan-1', status: 'draft' }], deletes: [], through: 3 });
      expect(await plans.find({ status: 'draft' })).toEqual([{ id: 'plan-1', status: 'draft' }]);
      await documents.close();
    },
    TIMEOUT_MS,
  );

  it.each(['SCRAM-SHA-256', 'SCRAM-SHA-1'])(
    'are refused a wrong password by %s, which is not waited for and not said',
    async (mechanism) => {
      if (!its) return;
      const more = `&authMechanism=${mechanism}`;
      expect(await refusal(urlOf({ more }))).toBe('was let in');
      for (const login of ['patto:hush-hush', 'nobody:hush-hush']) {
        const said = await refusal(urlOf({ login, more }));
        expect(said).toEqual({ says: expect.stringMatching(/Authentication failed/i), refused: 'login', isWaitedFor: false });
        expect(JSON.stringify(said)).not.toContain('hush');
      }
    },
    TIMEOUT_MS,
  );

  it(
    'are refused without a login',
    async () => {
      if (!its) return;
      expect(await refusal(urlOf().replace('patto:right-one@', ''))).toMatchObject({ refused: 'login', isWaitedFor: false });
    },
    TIMEOUT_MS,
  );

  it(
    'take nobody for the server whose certificate does not count, or is for another host',
    async () => {
      if (!its) return;
      const { server, others } = its;
      const untrusted = (says: RegExp) => ({ says: expect.stringMatching(says), refused: 'certificate', isWaitedFor: false });
      expect(await refusal(urlOf({ ca: others.ca }))).toEqual(untrusted(/certificate/));
      expect(await refusal(urlOf({ at: server.secured?.replace('127.0.0.1', 'localhost') }))).toEqual(untrusted(/localhost/));
    },
    TIMEOUT_MS,
  );

  it('name the file of an authority that cannot be read', async () => {
    if (!its) return;
    const said = await refusal(urlOf({ at: '127.0.0.1:1', ca: join(its.folder, 'nothing.pem') }));
    expect(said).toMatchObject({ says: expect.stringContaining('nothing.pem'), isWaitedFor: false });
  });
});
