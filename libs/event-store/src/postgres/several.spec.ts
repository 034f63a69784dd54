import { expect, it } from '@jest/globals';
import { quoted } from '@patto/postgres';
import { postgresFor } from '@patto/testing/engines';
import { setTimeout as delay } from 'node:timers/promises';
import { example, newStream, until, write } from '../conformance/examples.ts';
import { openPostgresLog } from './postgres-log.ts';
import { onPostgres, opening } from './trials/prepared.ts';
import { severalOpenings } from './trials/several.ts';

await onPostgres('one log on PostgreSQL in several processes', postgresFor, (database) => {
  severalOpenings(database, { orderMs: 3_000, interleavings: 1_500 });

  it('tells each of them what another recorded, also where no announcement is heard', async () => {
    const schema = await database.schema();
    const [here, there] = [await openPostgresLog(opening(database, schema)), await openPostgresLog(opening(database, schema))];
    const stop = new AbortController();
    const following = until(there.subscribe({}, stop.signal), 1);
    await write(here, newStream('plan'), 0);
    const silent = await database.session(); // It appends and announces nothing.
    const plan = newStream('plan');
    const event = example(plan, 1, 'a command');
    const values = [[plan], [0], ['a command'], [0], [1], [], [], [event.id], [event.type], [event.time], [0], [event.body]];
    const text = `SELECT verdict FROM ${quoted(schema)}.append($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`;
    expect(await silent.ask({ text, values })).toEqual([{ verdict: 'recorded' }]);
    const events = await Promise.race([following, delay(4_000, undefined, { ref: false })]);
    expect(events?.map(({ position }) => position)).toEqual([0, 1]);
    await silent.close();
    await Promise.all([here.close(), there.close()]);
  });

  it('goes on telling after the session that listens was lost', async () => {
    const schema = await database.schema();
    const [here, there] = [await openPostgresLog(opening(database, schema)), await openPostgresLog(opening(database, schema))];
    const stop = new AbortController();
    const following = until(there.subscribe({}, stop.signal), 0);
    await database.asOwner(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE '% listens' OR application_name LIKE '% reads'`);
    await write(here, newStream('plan'), 0);
    expect(await following).toHaveLength(1);
    await Promise.all([here.close(), there.close()]);
  });
});
