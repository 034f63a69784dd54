import { afterAll, describe, expect, it } from '@jest/globals';
import { isOutage } from '@patto/event-store';
import { securedFor, securedKafkaFor } from '@patto/testing/engines';
import { join } from 'node:path';
import { type KafkaAccess, kafkaAccess } from './access.ts';
import { openKafkaBus } from './bus.ts';
import { QUIET } from './testing/kafka-place.ts';

const WHAT = 'the bus on Kafka over TLS with a login';
const TIMEOUT_MS = 60_000;

const its = await securedFor(WHAT, securedKafkaFor);
afterAll(() => its?.stop(), TIMEOUT_MS);

const open = (url: string) => openKafkaBus({ ...(kafkaAccess(url) as KafkaAccess), clientId: 'tests', prefix: 'secured.', logger: QUIET, onTrouble: () => {} });
/** What is said where one is not let in, and whether that would be waited for. */
const refusal = (url: string) =>
  open(url).then(
    async (bus) => bus.close().then(() => 'was let in'),
    (error: Error) => ({ says: error.message, isWaitedFor: isOutage(error) }),
  );

describe('Kafka over TLS', () => {
  it.each(['scram-sha-512', 'plain'])(
    'takes in who logs in by %s over TLS',
    async (sasl) => {
      if (!its) return;
      const bus = await open(`kafkas://patto:right-one@${its.server.secured}?sasl=${sasl}&ca=${its.ours.ca}`);
      await bus.publish('secured', [{ id: '1', key: 'door', type: 'knocked', position: 0, headers: {}, body: '{"id":"1","data":{}}' }]);
      await bus.close();
    },
    TIMEOUT_MS,
  );

  it(
    'refuses a wrong password, and nobody waits for another answer',
    async () => {
      if (!its) return;
      const url = (sasl: string) => `kafkas://patto:wrong-one@${its.server.secured}?sasl=${sasl}&ca=${its.ours.ca}`;
      for (const sasl of ['scram-sha-512', 'plain']) {
        const said = await refusal(url(sasl));
        expect(said).toEqual({ says: expect.stringMatching(/authentication failed/i), isWaitedFor: false });
        expect(JSON.stringify(said)).not.toContain('wrong-one');
      }
    },
    TIMEOUT_MS,
  );

  it(
    'is refused where its certificate is of an authority that we do not know',
    async () => {
      if (!its) return;
      const said = await refusal(`kafkas://patto:right-one@${its.server.secured}?ca=${its.others.ca}`);
      expect(said).toEqual({ says: expect.stringMatching(/certificate/), isWaitedFor: false });
    },
    TIMEOUT_MS,
  );

  it('says which file of an authority cannot be read', async () => {
    if (!its) return;
    const file = join(its.folder, 'nothing.pem');
    await expect(open(`kafkas://127.0.0.1:1?ca=${file}`)).rejects.toThrow(`${file}, which \`ca\` names, cannot be read`);
  });
});
