import { afterAll, describe, expect, it } from '@jest/globals';
import { type Connection, connect, preparePostgres } from '@patto/postgres';
import { randomUUID } from 'node:crypto';
import type { PostgresForTests } from '@patto/testing/engines';
import type { OpenedLog } from '../../conformance.ts';
import type { EventLog } from '../../log.ts';
import { openPostgresLog, type PostgresLogOptions } from '../postgres-log.ts';
import { logSchema } from '../schema.ts';

/** The categories of the examples. */
export const CATEGORIES = ['plan', 'plan-line', 'need', 'mandate', 'consent', 'dossier'];

/** A database with one schema for each log, and a role of this file's own. */
export interface PreparedDatabase {
  /** Of the owner. */
  readonly owner: string;
  /** Of a service's role; `as` another than the first. */
  url(as?: string): string;
  readonly role: string;
  /** Makes a schema for an event log, as `logSchema` does. @param categoriesOf what each role may append to; all where it is left out */
  schema(roles?: readonly string[], categoriesOf?: (role: string) => readonly string[], typesIn?: (category: string) => readonly string[]): Promise<string>;
  /** Runs statements as the owner. */
  asOwner(statements: string): Promise<void>;
  /** A session of a role, to try what it may. */
  session(role?: string): Promise<Connection>;
}

/** A server on a busy machine. */
const STOPS_WITHIN_MS = 60_000;
const PASSWORD = 'for tests only';

/** Prepares databases on a server. */
export const preparedOn = async (server: PostgresForTests): Promise<PreparedDatabase> => {
  const owner = await server.database();
  const role = `patto_test_${randomUUID().slice(0, 8)}`;
  let count = 0;
  const urlOf = (user: string): string => {
    const url = new URL(owner);
    [url.username, url.password] = [user, PASSWORD];
    return url.href;
  };
  return {
    owner,
    role,
    url: (as = role) => urlOf(as),
    schema: async (roles = [role], categoriesOf = () => CATEGORIES, typesIn) => {
      count += 1;
      const name = `events_${count}`;
      await preparePostgres({ url: owner, roles: roles.map((one) => ({ name: one, password: PASSWORD })), schemas: [logSchema(name, categoriesOf, typesIn)] });
      return name;
    },
    asOwner: async (statements) => {
      const connection = await connect({ url: owner, name: 'the owner' });
      await connection.run(statements).finally(() => connection.close());
    },
    session: (as = role) => connect({ url: urlOf(as), name: `a session of ${as}` }),
  };
};

export const neverFatal = (error: Error): never => {
  throw error;
};

/** What every log of a test is opened with. */
export const opening = (database: PreparedDatabase, schema: string): PostgresLogOptions => ({
  url: database.url(),
  service: 'tests',
  categories: CATEGORIES,
  schema,
  onFatal: neverFatal,
});

/** Opens logs, each in a schema of its own, as the conformance suite wants it. */
export const inASchema =
  (database: PreparedDatabase, more: Partial<PostgresLogOptions> = {}) =>
  async (): Promise<OpenedLog> => {
    const schema = await database.schema();
    const openAgain = (): Promise<EventLog> => openPostgresLog({ ...opening(database, schema), ...more });
    let log = await openAgain();
    return {
      log,
      reopen: async () => {
        await log.close();
        log = await openAgain();
        return log;
      },
      destroy: async () => {
        await log.close();
        await database.asOwner(`SET client_min_messages = warning; DROP SCHEMA ${schema} CASCADE`);
      },
    };
  };

/**
 * Registers tests that need a PostgreSQL; where there is none, one that says so, and the last lines of all tests name it.
 * @param find `postgresFor`, or `killablePostgresFor` for tests that end the server
 */
export const onPostgres = async <Server extends PostgresForTests>(
  what: string,
  find: (what: string) => Promise<Server | undefined>,
  tests: (database: PreparedDatabase, server: Server) => void,
): Promise<void> => {
  const server = await find(what);
  const database = server && (await preparedOn(server));
  describe(what, () => {
    afterAll(() => server?.stop(), STOPS_WITHIN_MS);
    if (server && database) tests(database, server);
    else it('is not tried here, as the last lines of the tests say', () => expect(server).toBeUndefined());
  });
};
