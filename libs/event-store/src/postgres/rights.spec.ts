import { beforeAll, describe, expect, it } from '@jest/globals';
import { type Connection, connect } from '@patto/postgres';
import { postgresFor } from '@patto/testing/engines';
import { randomUUID } from 'node:crypto';
import { all, example, newStream, verdict, write } from '../conformance/examples.ts';
import { openPostgresLog } from './postgres-log.ts';
import { onPostgres, opening } from './trials/prepared.ts';

const [PERSONS, PARTNERSHIPS] = ['persons', 'partnerships'].map((service) => `patto_${service}_${randomUUID().slice(0, 8)}`) as [string, string];
const GRANTED = 'patto.partnerships.MandateGranted.v1';
const categoriesOf = (role: string): readonly string[] => (role === PERSONS ? ['plan', 'need'] : ['mandate']);

await onPostgres('what a role of PostgreSQL may do', postgresFor, (database) => {
  let schema = '';
  beforeAll(async () => {
    schema = await database.schema([PERSONS, PARTNERSHIPS], categoriesOf);
  });
  const openAs = (role: string, categories: readonly string[]) => openPostgresLog({ ...opening(database, schema), url: database.url(role), categories });
  const as = async <Result>(role: string, work: (session: Connection) => Promise<Result>): Promise<Result> => {
    const session = await database.session(role);
    return work(session).finally(() => session.close());
  };
  const places = (sql: string) => sql.replaceAll('$', `${schema}.`);

  describe('a service', () => {
    it('records in its own categories, relies on those of others and reads all', async () => {
      const [persons, partnerships] = [await openAs(PERSONS, ['plan', 'need']), await openAs(PARTNERSHIPS, ['mandate'])];
      const mandate = newStream('mandate');
      await write(partnerships, mandate, 0);
      expect(await verdict(write(persons, newStream('plan'), 0, { guards: [{ stream: mandate, revision: 1 }] }))).toBe('recorded');
      expect((await all(persons.read(mandate))).length).toBe(1);
      await persons.close();
      await partnerships.close();
    });

    it('cannot record in another’s category, and its neighbours in the group are not undone', async () => {
      const persons = await openAs(PERSONS, ['plan']);
      const verdicts = await Promise.all(['plan', 'mandate', 'need'].map((category) => verdict(write(persons, newStream(category), 0))));
      expect(verdicts).toEqual(['recorded', 'NotItsCategory', 'recorded']);
      await persons.close();
    });

    it('records no event of another’s in a stream of its own, nor brings one into an empty log', async () => {
      const typesIn = (category: string) => [`patto.${category === 'mandate' ? 'partnerships' : 'persons'}.%`, 'patto.partnerships.ActAwaited.v1'];
      const own = await database.schema([PERSONS], categoriesOf, typesIn);
      const persons = await openPostgresLog({ ...opening(database, own), url: database.url(PERSONS), categories: ['plan'] });
      const lines = async function* () {
        yield example(newStream('plan'), 1, 'a command', { type: GRANTED }).body;
      };
      const type = ['patto.persons.PlanOpened.v1', GRANTED, 'patto.partnerships.ActAwaited.v1', 'patto.personsX.PlanOpened.v1'];
      const verdicts = await Promise.all(type.map((one) => verdict(write(persons, newStream('plan'), 0, { type: one }))));
      expect(verdicts).toEqual(['recorded', 'NotItsCategory', 'recorded', 'NotItsCategory']);
      await persons.close();
      const empty = await database.schema([PERSONS], categoriesOf, typesIn);
      const into = await openPostgresLog({ ...opening(database, empty), url: database.url(PERSONS), categories: ['plan'] });
      await expect(into.restore(lines())).rejects.toThrow(/^Line 1 cannot be restored. This role may not/);
      await into.close();
    });

    it('is found out where an event says that it is another’s than the one that it was recorded as', async () => {
      const persons = await openAs(PERSONS, ['plan']);
      const [plan, mandate] = [newStream('plan'), newStream('mandate')];
      const lies = [example(mandate, 1, 'a command'), { ...example(plan, 2, 'a command', { type: GRANTED }), type: 'patto.persons.PlanOpened.v1' }];
      await persons.append(plan, 0, lies, { command: 'a command' });
      const [first, second] = await all(persons.read(plan));
      expect(() => first?.event).toThrow(`was recorded as patto.persons.PlanOpened.v1 of ${plan}, and says patto.persons.PlanOpened.v1 of ${mandate}`);
      expect(() => second?.event).toThrow(`and says ${GRANTED} of ${plan}`);
      await persons.close();
    });

    it('does not start with a role that may not record what it has to', async () => {
      await expect(openAs(PERSONS, ['plan', 'mandate'])).rejects.toThrow(/lets patto_persons_\w+ not record mandate\. Run `patto db prepare`/);
    });

    it('cannot bring a line of another’s category into an empty log', async () => {
      const empty = await database.schema([PERSONS], categoriesOf);
      const [from, into] = [
        await openAs(PARTNERSHIPS, ['mandate']),
        await openPostgresLog({ ...opening(database, empty), url: database.url(PERSONS), categories: ['plan'] }),
      ];
      await write(from, newStream('mandate'), 0);
      const lines = async function* () {
        for await (const { body } of from.readAll({ categories: ['mandate'] })) yield body;
      };
      await expect(into.restore(lines())).rejects.toThrow(/^Line 1 cannot be restored. This role may not append to its category/);
      await from.close();
      await into.close();
    });
  });

  const refused: readonly (readonly [string, string])[] = [
    ['insert an event past the function', `INSERT INTO $event SELECT position + 100, recorded_at, 9, 0, category, type, stream, command, id, body FROM $event`],
    ['change an event', `UPDATE $event SET body = '{}'`],
    ['delete an event', 'DELETE FROM $event'],
    ['empty the table', 'TRUNCATE $event'],
    ['move the head', 'UPDATE $head SET position = 0'],
    ['lock the head', 'SELECT 1 FROM $head FOR UPDATE'],
    ['give itself a category', `INSERT INTO $writer VALUES (session_user, 'mandate')`],
    ['take the triggers away', 'ALTER TABLE $event DISABLE TRIGGER ALL'],
    ['put another function in the place of ours', 'CREATE OR REPLACE FUNCTION $end_restore() RETURNS void LANGUAGE sql AS $$ SELECT $$'],
    ['make a table beside ours', 'CREATE TABLE $mine (a text)'],
    ['make a table elsewhere', 'CREATE TABLE public.mine (a text)'],
    ['make a table for its session, which could stand in for ours', 'CREATE TEMP TABLE head (position bigint)'],
    ['make a schema', 'CREATE SCHEMA mine'],
    ['become another', `SET ROLE ${PARTNERSHIPS}`],
    ['make a role', 'CREATE ROLE mine'],
    ['read passwords', 'SELECT * FROM pg_authid'],
    ['read a file of the server', `SELECT pg_read_file('PG_VERSION')`],
    ['run a program on the server', `COPY (SELECT 1) TO PROGRAM 'true'`],
    ['say that it is its owner', 'SET SESSION AUTHORIZATION postgres'],
  ];

  describe('a role cannot', () => {
    it.each(refused)('%s', async (_, sql) => {
      const statement = sql.includes('$$') ? sql.replace('$end', `${schema}.end`) : places(sql);
      await expect(as(PERSONS, (session) => session.run(statement))).rejects.toMatchObject({ code: '42501' });
    });

    it('call what is not granted to it', async () => {
      await database.asOwner(
        `CREATE FUNCTION ${schema}.secret() RETURNS integer LANGUAGE sql AS 'SELECT 1'; REVOKE ALL ON FUNCTION ${schema}.secret FROM PUBLIC`,
      );
      await expect(as(PERSONS, (session) => session.run(`SELECT ${schema}.secret()`))).rejects.toMatchObject({ code: '42501' });
    });

    it('see another log of the same database that is not its own', async () => {
      const other = await database.schema([PARTNERSHIPS], categoriesOf);
      await expect(as(PERSONS, (session) => session.run(`SELECT * FROM ${other}.event`))).rejects.toMatchObject({ code: '42501' });
    });
  });

  it('is enough for what it needs: it reads events and the head', async () => {
    await as(PERSONS, (session) => session.run(places('SELECT * FROM $event; SELECT * FROM $head; SELECT * FROM $writer')));
  });

  it('is not widened by what the owner does by mistake: events refuse to be changed by the owner too', async () => {
    for (const sql of [
      `UPDATE $event SET body = '{}'`,
      'DELETE FROM $event',
      'TRUNCATE $event',
      `SET session_replication_role = replica; DELETE FROM $event`,
    ]) {
      await expect(database.asOwner(places(sql))).rejects.toThrow('An event that is recorded is never changed or deleted.');
    }
  });

  it('ends what stands in its way too long: each role has limits, whatever program logs in as it', async () => {
    const settings = ['lock_timeout', 'idle_in_transaction_session_timeout', 'statement_timeout'];
    const session = await connect({ url: database.url(PERSONS), name: 'any program' });
    const [limits] = await session.ask<Record<string, string>>({ text: `SELECT ${settings.map((one) => `current_setting('${one}') AS ${one}`).join(', ')}` });
    await session.close();
    expect(limits).toEqual({ lock_timeout: '4s', idle_in_transaction_session_timeout: '4s', statement_timeout: '1min' });
  });
});
