import { afterAll, describe, expect, it, jest } from '@jest/globals';
import { brokersIn, killableKafkaFor } from '@patto/testing/engines';
import { throughOutage } from './testing/outage.ts';

const MINUTE_MS = 60_000;
const PATIENCE_MS = 60_000;
jest.setTimeout(300_000);

const server = await killableKafkaFor('a broker of Kafka that is away for a minute');
afterAll(() => server?.stop());

describe('a broker that is away for a minute', () => {
  it('has lost nothing, and brings each key in order', async () => {
    if (!server) return;
    const { told, expected, settledMs } = await throughOutage(server, brokersIn(server.url), { awayMs: MINUTE_MS, patienceMs: PATIENCE_MS });
    expect(told).toEqual(expected);
    expect(settledMs).toBeLessThan(PATIENCE_MS);
  });
});
