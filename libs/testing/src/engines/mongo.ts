import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Secured } from './authority.ts';
import { inContainer } from './docker.ts';
import { type EngineServer, serverFor, serverNamedBy } from './engine-server.ts';
import { type LocalFerret, startLocalFerret } from './mongo-local.ts';
import { startLocalPostgres } from './postgres-local.ts';

const container = inContainer('mongo:8', async (image) => ({
  container: image.withExposedPorts(27_017),
  url: (host, port) => `mongodb://${host}:${port(27_017)}/patto`,
}));

/** FerretDB over a PostgreSQL of its own; what tests write need not outlive a power cut. */
const local = async (secured?: Secured): Promise<LocalFerret> => {
  const folder = mkdtempSync(join(tmpdir(), 'patto-mongo-'));
  chmodSync(folder, 0o755); // PostgreSQL's own user goes through it.
  const begun: EngineServer[] = [];
  const stop = async () => {
    for (const server of begun.toReversed()) await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const postgres = await startLocalPostgres(join(folder, 'postgres'), { settings: ['fsync=off'] });
    begun.push(postgres);
    const ferret = await startLocalFerret(join(folder, 'ferretdb'), postgres.url, secured);
    begun.push(ferret);
    return { ...ferret, stop };
  } catch (error) {
    await stop();
    throw error;
  }
};

/**
 * A server that speaks MongoDB's protocol, for a test: the one that `PATTO_TEST_MONGODB_URL` names, MongoDB in a container, or FerretDB started here.
 * @param what is named where there is none, and this answers `undefined`
 */
export const mongoFor = (what: string): Promise<EngineServer | undefined> =>
  serverFor(what, [serverNamedBy('PATTO_TEST_MONGODB_URL'), container, () => local()]);

/** One that the test may kill; only one that is started here is such. */
export const killableMongoFor = async (what: string): Promise<LocalFerret | undefined> => (await serverFor(what, [() => local()])) as LocalFerret | undefined;

/** One with a second way in, over TLS and with a login; only one that is started here is such. */
export const securedMongoFor = async (what: string, secured: Secured): Promise<LocalFerret | undefined> =>
  (await serverFor(what, [() => local(secured)])) as LocalFerret | undefined;
