import { couldNotRun } from '../not-run.ts';
import { inContainer } from './docker.ts';
import { type EngineServer, serverNamedBy } from './engine-server.ts';

/** The first whose appends check other streams too. */
const IMAGE = 'kurrentplatform/kurrentdb:26.1';

const container = inContainer(IMAGE, async (image) => ({
  container: image.withEnvironment({ KURRENTDB_CLUSTER_SIZE: '1', KURRENTDB_INSECURE: 'true', KURRENTDB_MEM_DB: 'true' }).withExposedPorts(2113),
  url: (host, port) => `kurrentdb://${host}:${port(2113)}?tls=false`,
}));

/**
 * An empty KurrentDB for a test: the one that `PATTO_TEST_KURRENTDB_URL` names, or one in a container. No package of this machine's holds the server, so
 * where Docker is not it is named as not run, also with `CI=true`.
 * @param what is named where there is none, and this answers `undefined`
 */
export const kurrentFor = async (what: string): Promise<EngineServer | undefined> => {
  const server = (await serverNamedBy('PATTO_TEST_KURRENTDB_URL')()) ?? (await container());
  if (!server) couldNotRun(what, 'no Docker engine answers, and PATTO_TEST_KURRENTDB_URL names no server');
  return server;
};
