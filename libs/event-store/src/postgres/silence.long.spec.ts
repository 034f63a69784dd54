import { expect, it } from '@jest/globals';
import { postgresFor } from '@patto/testing/engines';
import { newStream, write } from '../conformance/examples.ts';
import { openPostgresLog } from './postgres-log.ts';
import { openNetwork } from './trials/network.ts';
import { onPostgres, opening } from './trials/prepared.ts';

await onPostgres('a network to PostgreSQL that goes silent', postgresFor, (database, server) => {
  it('holds an append up for a quarter of a minute, and it is recorded once', async () => {
    const network = await openNetwork(server.url);
    const schema = await database.schema();
    const log = await openPostgresLog({ ...opening(database, schema), url: network.through(database.url()) });
    await write(log, newStream('plan'), 0);
    await new Promise((resolve) => setTimeout(resolve, 200));
    network.holdAnswers();
    setTimeout(() => network.heal(), 12_000);
    const since = Date.now();
    expect(await write(log, newStream('plan'), 0)).toMatchObject({ revision: 1, position: 1 });
    expect(Date.now() - since).toBeLessThan(25_000);
    expect(await log.head()).toBe(1);
    await log.close();
    await network.close();
  }, 60_000);
});
