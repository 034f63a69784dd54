import type { GenericContainer } from 'testcontainers';
import type { EngineServer } from './engine-server.ts';
import { answers } from './machine.ts';

const SOCKET = '/var/run/docker.sock';

/** Whether a Docker engine answers here; the command alone, without an engine, does not count. */
const dockerAnswers = async (): Promise<boolean> => {
  const { DOCKER_HOST: host = `unix://${SOCKET}` } = process.env;
  if (host.startsWith('unix://')) return answers({ path: host.slice('unix://'.length) });
  const url = URL.parse(host.replace(/^tcp:/, 'http:'));
  return url !== null && answers({ host: url.hostname, port: Number(url.port || 2375) });
};

/** A server in a container, where Docker is. */
export const inContainer =
  (
    image: string,
    prepare: (container: GenericContainer) => Promise<{ container: GenericContainer; url: (host: string, port: (inside: number) => number) => string }>,
  ) =>
  async (): Promise<EngineServer | undefined> => {
    if (!(await dockerAnswers())) return undefined;
    const { GenericContainer: Container } = await import('testcontainers');
    const { container, url } = await prepare(new Container(image));
    const started = await container.start();
    return {
      url: url(started.getHost(), (inside) => started.getMappedPort(inside)),
      stop: async () => {
        await started.stop();
      },
    };
  };
