import { expect, it } from '@jest/globals';
import { preparePostgres } from '@patto/postgres';
import { postgresFor } from '@patto/testing/engines';
import { randomUUID } from 'node:crypto';
import { newStream, verdict, write } from '../conformance/examples.ts';
import { openPostgresLog } from './postgres-log.ts';
import { logSchema } from './schema.ts';
import { CATEGORIES, onPostgres, opening } from './trials/prepared.ts';

await onPostgres('a log on PostgreSQL that was made by another version', postgresFor, (database) => {
  const url = (schema: string) => openPostgresLog(opening(database, schema));

  it('by a later one is not touched, and not started with', async () => {
    const schema = await database.schema();
    await database.asOwner(`INSERT INTO ${schema}.migration (number, name) VALUES (3, '4-of-a-later-version')`);
    const anew = { url: database.owner, roles: [{ name: database.role }], schemas: [logSchema(schema)] };
    await expect(preparePostgres(anew)).rejects.toThrow(`The schema ${schema} was made by another version of Patto (4-of-a-later-version).`);
    await expect(url(schema)).rejects.toThrow(/was made by a later version of Patto \(4-of-a-later-version\)\. Start that version\./);
  });

  it('by the first one is brought up to this one', async () => {
    const { name, migrations, ...its } = logSchema('older', () => CATEGORIES);
    const first = { name, migrations: migrations.slice(0, 1), grants: () => 'SELECT 1' };
    await preparePostgres({ url: database.owner, roles: [{ name: database.role, password: 'for tests only' }], schemas: [first] });
    await expect(url(name)).rejects.toThrow(/is not prepared for this version of Patto/);
    await preparePostgres({ url: database.owner, roles: [{ name: database.role }], schemas: [{ name, migrations, ...its }] });
    const log = await url(name);
    expect(await verdict(write(log, newStream('plan'), 0))).toBe('recorded');
    await log.close();
  });

  it('by an earlier one is not started with until it is made ready for this one, and keeps what is in it', async () => {
    const schema = await database.schema();
    const [log, plan, command] = [await url(schema), newStream('plan'), randomUUID()];
    await write(log, plan, 0, { command });
    await log.close();
    // The function of that version cannot be called any more, so it is seen to be another one.
    await database.asOwner(`DELETE FROM ${schema}.migration WHERE number > 1; ALTER FUNCTION ${schema}.append SET search_path = nowhere`);
    await expect(url(schema)).rejects.toThrow(/is not prepared for this version of Patto\. Run `patto db prepare`/);
    const made = await preparePostgres({ url: database.owner, roles: [{ name: database.role }], schemas: [logSchema(schema, () => CATEGORIES)] });
    expect(made.migrations).toEqual([`${schema}: 3-a-command-in-one-stream`]);
    const again = await url(schema);
    expect(await verdict(write(again, newStream('plan'), 0, { command }))).toBe('AlreadyRecorded');
    expect(await verdict(write(again, plan, 1))).toBe('recorded');
    await again.close();
  });
});
