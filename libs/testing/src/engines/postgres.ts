import { connect } from '@patto/postgres';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inContainer } from './docker.ts';
import { type EngineServer, serverFor, serverNamedBy } from './engine-server.ts';
import { type LocalPostgres, type LocalPostgresOptions, startLocalPostgres } from './postgres-local.ts';

/** A PostgreSQL for the tests of one file; its URL is a superuser's. */
export interface PostgresForTests extends EngineServer {
  /** Makes an empty database, by a name that nobody else has where none is given. @returns its URL, of the same superuser */
  database(name?: string): Promise<string>;
}

/** One that a test may end and start again. */
export type KillablePostgres = PostgresForTests & Omit<LocalPostgres, keyof EngineServer>;

/** Names a server that is there, by the URL of a superuser. */
const GIVEN = 'PATTO_TEST_POSTGRES_URL';

const container = inContainer('postgres:18-alpine', async (image) => ({
  container: image.withEnvironment({ POSTGRES_HOST_AUTH_METHOD: 'trust' }).withExposedPorts(5432),
  url: (host, port) => `postgres://postgres@${host}:${port(5432)}/postgres`,
}));

const local =
  (options: Omit<LocalPostgresOptions, 'stopSignal'> = {}) =>
  async (): Promise<LocalPostgres> => {
    const folder = mkdtempSync(join(tmpdir(), 'patto-postgres-'));
    chmodSync(folder, 0o755); // PostgreSQL's own user goes through it.
    const server = await startLocalPostgres(join(folder, 'postgres'), { ...options, stopSignal: 'SIGQUIT' }); // What is thrown away need not be written out.
    return {
      ...server,
      stop: async () => {
        await server.stop();
        rmSync(folder, { recursive: true, force: true });
      },
    };
  };

/** A server of PostgreSQL that databases can be made in. */
export const withDatabases = <Server extends EngineServer>(server: Server): Server & PostgresForTests => {
  const made: string[] = [];
  const run = async (statements: readonly string[]): Promise<void> => {
    const connection = await connect({ url: server.url, name: 'tests' });
    for (const statement of statements) await connection.run(statement);
    await connection.close();
  };
  return {
    ...server,
    database: async (name = `patto_${process.pid}_${Date.now()}_${made.length}`) => {
      await run([`CREATE DATABASE ${name} TEMPLATE template0 ENCODING 'UTF8'`]);
      made.push(name);
      const url = new URL(server.url);
      url.pathname = `/${name}`;
      return url.href;
    },
    stop: async () => {
      // A server that was there before goes on without what was made here; our own goes whole.
      if (process.env[GIVEN] === server.url) await run(made.map((name) => `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
      await server.stop();
    },
  };
};

/**
 * A PostgreSQL for a test: the one that `PATTO_TEST_POSTGRES_URL` names, one in a container, or one started here.
 * @param what is named where there is none, and this answers `undefined`
 */
export const postgresFor = async (what: string): Promise<PostgresForTests | undefined> => {
  const server = await serverFor(what, [serverNamedBy(GIVEN), container, local()]);
  return server && withDatabases(server);
};

/** One that the test may end, or that needs settings of its own: always of this machine. */
export const killablePostgresFor = async (what: string, settings: readonly string[] = []): Promise<KillablePostgres | undefined> => {
  const server = await serverFor(what, [local({ settings })]);
  return server && withDatabases(server as LocalPostgres);
};

/**
 * One that takes its roles in over TLS and by a password only; only one that is started here is such. Its superuser, whose URL it has, needs neither.
 * @param certificate a PEM with the server's key and certificate
 */
export const securedPostgresFor = async (what: string, certificate: string): Promise<PostgresForTests | undefined> => {
  const server = await serverFor(what, [local({ certificate })]);
  return server && withDatabases(server);
};
