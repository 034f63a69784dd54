import { expect, it } from '@jest/globals';
import { killablePostgresFor, postgresFor } from '@patto/testing/engines';
import { newStream, verdict, write } from '../conformance/examples.ts';
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

await onPostgres('a PostgreSQL that is away for a minute', killablePostgresFor, (database, server) => {
  it('is waited for half of it; then an append that was never sent is refused, and the log goes on when the server is back', async () => {
    const log = await openPostgresLog(opening(database, await database.schema()));
    await write(log, newStream('plan'), 0);
    await server.kill();
    await new Promise((resolve) => setTimeout(resolve, 500)); // The session has been told.
    expect(await verdict(write(log, newStream('plan'), 0))).toBe('log-unreachable');
    await server.restart();
    expect(await verdict(write(log, newStream('plan'), 0))).toBe('recorded');
    expect(await log.head()).toBe(1);
    await log.close();
  }, 90_000);
});
