import { afterAll, describe, expect, it, jest } from '@jest/globals';
import { brokersIn, killableKafkaFor } from '@patto/testing/engines';
import { throughOutage } from './testing/outage.ts';

const AWAY_MS = 4_000;
const PATIENCE_MS = 60_000;
jest.setTimeout(180_000); // A broker takes some seconds to start, and clients some to find it again.

const server = await killableKafkaFor('a broker of Kafka that is killed and comes back');
afterAll(() => server?.stop());

describe('a broker that is killed under fifty messages a second, and comes back', () => {
  it('has lost nothing, and brings each key in order', async () => {
    if (!server) return;
    const { recorded, told, expected, troubles, settledMs } = await throughOutage(server, brokersIn(server.url), { awayMs: AWAY_MS, patienceMs: PATIENCE_MS });
    expect(recorded).toBeGreaterThan(200);
    expect(told).toEqual(expected);
    expect(troubles).toBeGreaterThan(0);
    expect(settledMs).toBeLessThan(PATIENCE_MS);
  });
});
