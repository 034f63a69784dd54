import { refuseBusyPort, services, start } from '@patto/all-in-one';
import { readSettings, type Settings } from '@patto/service-kit';
import { EXIT } from '../exit.ts';
import { sayingRemedies, unlessStopped } from '../mendably.ts';

/** The port of the first service by default; the others follow, in the order of their names here. */
const FIRST_PORT = 8081;

/** What a client of an engine left open must not keep a process that has ended its work: whoever starts it again waits for its end. */
const EXIT_WITHIN_MS = 2_000;

/** A stop that waits for an engine that is away is given up: what was acknowledged is durable, and the next start does the rest. */
const CLOSES_WITHIN_MS = 20_000;

/** The services that can run alone. */
export const SERVICE_NAMES: readonly string[] = services.map(({ name }) => name);

/** The settings of a service alone, which listens at a port of its own. @throws WrongSettings */
export const settingsAlone = (name: string): Settings => readSettings(process.env, { service: name, port: FIRST_PORT + SERVICE_NAMES.indexOf(name) });

/** `patto serve persons`: runs one service in a process of its own, on engines that it shares with the others, until it is told to stop. */
export const serve = (name: string): Promise<number> =>
  sayingRemedies(async () => {
    const settings = settingsAlone(name);
    await refuseBusyPort(settings);
    return run(name, settings);
  }).finally(() => setTimeout(() => process.exit(), EXIT_WITHIN_MS).unref());

const run = async (name: string, settings: Settings): Promise<number> => {
  const stopping = new AbortController();
  const { promise: stopped, resolve: stop } = Promise.withResolvers<void>();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      stopping.abort();
      stop();
      setTimeout(() => process.exit(), CLOSES_WITHIN_MS).unref();
    });
  }
  const onFatal = (error: Error): never => {
    process.stderr.write(`${error.message} Start again when the event log is well.\n`);
    process.exit(EXIT.logStopped); // What was acknowledged is durable; what was not is asked for again.
  };
  const only = services.filter((service) => service.name === name);
  const started = await unlessStopped(start(settings, { onFatal, only, signal: stopping.signal }), stopping.signal);
  if (!started) return EXIT.ok;
  try {
    const url = await started.listen();
    process.stdout.write(`ready=${url}\nservice=${name}\nreadyz=${url}/readyz\nopenapi=${url}/openapi.json\n`);
    await stopped;
    return EXIT.ok;
  } finally {
    await started.close();
  }
};
