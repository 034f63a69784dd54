import { describe, expect, it } from '@jest/globals';
import { connect, preparePostgres } from '@patto/postgres';
import { killablePostgresFor, postgresFor } from '@patto/testing/engines';
import { randomUUID } from 'node:crypto';
import { newStream, upTo, verdict, write } from '../conformance/examples.ts';
import { openPostgresLog } from './postgres-log.ts';
import { progressSchema } from './progress.ts';
import { logSchema } from './schema.ts';
import { CATEGORIES, onPostgres, opening, preparedOn } from './trials/prepared.ts';

const TIMEOUT_MS = 60_000;

await onPostgres('a database that is made ready', postgresFor, (database, server) => {
  const url = (schema: string) => openPostgresLog(opening(database, schema));

  it(
    'by several at once is made once, and each of them is right about what it did',
    async () => {
      const owner = await server.database();
      const name = `patto_race_${randomUUID().slice(0, 8)}`;
      const roles = ['persons', 'partnerships'].map((service) => ({ name: `${name}_${service}`, password: 'for tests only' }));
      const schemas = [logSchema('events', () => CATEGORIES), logSchema('accesses', () => ['access']), progressSchema];
      const apart = await server.database(); // The same roles, as where the keyring is apart from the log.
      const preparing = upTo(6).map(() => preparePostgres({ url: owner, roles, schemas }));
      await Promise.all(upTo(3).map(() => preparePostgres({ url: apart, roles, schemas: [progressSchema] })));
      const made = await Promise.all(preparing);
      expect(made.flatMap(({ migrations }) => migrations).sort()).toEqual([
        'accesses: 1-events-and-append',
        'accesses: 2-types-of-writers',
        'accesses: 3-a-command-in-one-stream',
        'events: 1-events-and-append',
        'events: 2-types-of-writers',
        'events: 3-a-command-in-one-stream',
        'progress: 1-checkpoints-and-due-dates',
      ]);
      const login = new URL(owner);
      [login.username, login.password] = [roles[0]?.name ?? '', 'for tests only'];
      const log = await openPostgresLog({ ...opening(database, 'events'), url: login.href });
      expect(await verdict(write(log, newStream('plan'), 0))).toBe('recorded');
      await log.close();
    },
    TIMEOUT_MS,
  );

  it('by an owner who is no superuser, which may end a writer that stands in the way all the same', async () => {
    const name = `patto_owned_${randomUUID().slice(0, 8)}`;
    const [owner, login] = [new URL(await server.database()), new URL(server.url)];
    const asSuper = await connect({ url: server.url, name: 'a test' });
    await asSuper.run(`CREATE ROLE ${name} LOGIN CREATEROLE PASSWORD 'of the owner'`);
    await asSuper.run(`ALTER DATABASE ${owner.pathname.slice(1)} OWNER TO ${name}`);
    await asSuper.close();
    [owner.username, owner.password] = [name, 'of the owner'];
    const role = { name: `${name}_persons`, password: 'for tests only' };
    await preparePostgres({ url: owner.href, roles: [role], schemas: [logSchema('events', () => CATEGORIES)] });
    [login.pathname, login.username, login.password] = [owner.pathname, role.name, role.password];

    const stuck = await connect({ url: login.href, name: 'a writer that stands still' });
    await stuck.run(
      "SET idle_in_transaction_session_timeout = 0; BEGIN; SELECT events.append('{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}')",
    );
    const warnings: string[] = [];
    const log = await openPostgresLog({ ...opening(database, 'events'), url: login.href, warn: (sentence) => warnings.push(sentence) });
    expect(await verdict(write(log, newStream('plan'), 0))).toBe('recorded');
    expect(warnings.at(-1)).toContain('Its session was ended.');
    await log.close();
    expect(stuck.isOpen).toBe(false);
  }, 20_000);

  it('again keeps what is in it', async () => {
    const schema = await database.schema();
    const log = await url(schema);
    await write(log, newStream('plan'), 0);
    const again = await preparePostgres({ url: database.owner, roles: [{ name: database.role }], schemas: [logSchema(schema, () => CATEGORIES)] });
    expect(again).toEqual({ roles: [], migrations: [] });
    expect(await verdict(write(log, newStream('plan'), 0))).toBe('recorded');
    expect(await log.head()).toBe(1);
    await log.close();
  });

  it('takes a category away from a role that shall not have it any more', async () => {
    const schema = await database.schema();
    const log = await url(schema);
    await preparePostgres({ url: database.owner, roles: [{ name: database.role }], schemas: [logSchema(schema, () => ['need'])] });
    expect(await verdict(write(log, newStream('plan'), 0))).toBe('NotItsCategory');
    await log.close();
  });

  it('by half is not made at all: a migration that fails leaves nothing behind', async () => {
    const broken = { name: 'half', migrations: [{ name: '1', sql: 'CREATE TABLE a (b text); SELECT 1 / 0' }], grants: () => 'SELECT 1' };
    await expect(preparePostgres({ url: database.owner, roles: [], schemas: [broken] })).rejects.toThrow('division by zero');
    const session = await connect({ url: database.owner, name: 'a test' });
    expect(await session.ask({ text: "SELECT 1 FROM pg_namespace WHERE nspname = 'half'" }).finally(() => session.close())).toEqual([]);
  });

  it('not at all is said to be so', async () => {
    await expect(url('nothing_here')).rejects.toThrow(/is not prepared for this version of Patto\. Run `patto db prepare` as the owner/);
  });
});

await onPostgres('a PostgreSQL that is not fit', postgresFor, (database) => {
  const start = (schema: string) => openPostgresLog(opening(database, schema));
  const withSetting = async (setting: string): Promise<unknown> => {
    const schema = await database.schema();
    await database.asOwner(`ALTER ROLE ${database.role} SET ${setting}`);
    try {
      return await start(schema).catch(({ message }: Error) => message);
    } finally {
      await database.asOwner(`ALTER ROLE ${database.role} RESET ALL`);
    }
  };

  it('is refused where an acknowledged event could be lost', async () => {
    expect(await withSetting('synchronous_commit = off')).toMatch(/has synchronous_commit=off: a crash would lose what was acknowledged/);
  });

  it('is refused where each statement would see an old state', async () => {
    expect(await withSetting("default_transaction_isolation = 'repeatable read'")).toMatch(/isolates transactions as "repeatable read"/);
  });

  it('is refused where the log has a gap, and where its restore did not end', async () => {
    const schema = await database.schema();
    const log = await start(schema);
    await write(log, newStream('plan'), 0, { count: 5 });
    await log.close();
    await database.asOwner(`ALTER TABLE ${schema}.event DISABLE TRIGGER ALL; DELETE FROM ${schema}.event WHERE position = 3`);
    await expect(start(schema)).rejects.toThrow(/has a gap before position 4/);
    await database.asOwner(`UPDATE ${schema}.head SET is_restoring = true`);
    await expect(start(schema)).rejects.toThrow(/was not restored to its end/);
  });

  it('is named where it does not answer, where the role or its password is refused, and where there is no such database; never with the password', async () => {
    const at = (change: (url: URL) => void): Promise<string> => {
      const url = new URL(database.url());
      change(url);
      const opened = openPostgresLog({ ...opening(database, 'events'), url: url.href });
      return opened.then(
        () => 'opened',
        ({ message }: Error) => message,
      );
    };
    const sentences = await Promise.all([
      at((url) => {
        url.port = '1';
      }),
      at((url) => {
        url.username = 'nobody_here';
      }),
      at((url) => {
        url.pathname = '/nothing_here';
      }),
    ]);
    expect(sentences[0]).toMatch(/cannot be reached\. Start the server/);
    expect(sentences[1]).toMatch(/refuses this role or its password\. Set the URL that `patto db prepare` wrote\./);
    expect(sentences[2]).toMatch(/has no such database\. Make it, then run `patto db prepare`\./);
    for (const sentence of sentences) expect(sentence).not.toContain('for tests only');
  });
});

describe('a PostgreSQL that does not sync', () => {
  it(
    'is refused',
    async () => {
      const server = await killablePostgresFor('a PostgreSQL that does not sync', ['fsync=off']);
      if (!server) return;
      try {
        const database = await preparedOn(server);
        await expect(openPostgresLog(opening(database, await database.schema()))).rejects.toThrow(/runs with fsync=off: a power cut would lose/);
      } finally {
        await server.stop();
      }
    },
    TIMEOUT_MS,
  );
});
