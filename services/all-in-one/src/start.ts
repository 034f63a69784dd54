import { createServer } from 'node:net';
import { LedgerRefused, WrongPolicy } from '@patto/audit-ledger';
import type { OrganisationId } from '@patto/contracts';
import { BEFORE_FIRST, KurrentUnusable, LogUnusable } from '@patto/event-store';
import { PostgresUnusable } from '@patto/postgres';
import { KeyringUnusable, KeysUnusable } from '@patto/privacy';
import { EngineUnusable, type Running, runServices, type Service, type Settings } from '@patto/service-kit';
import { type Logger, pino } from 'pino';
import { bootstrap, NotADeployment } from './bootstrap.ts';
import { patiently } from './patiently.ts';
import { services } from './services.ts';

/** Why a start is not possible, with the remedy. */
export class CannotStart extends Error {
  override readonly name = 'CannotStart';
}

export interface StartOptions {
  /** Milliseconds of the Unix epoch; the system's clock where it is left out. */
  readonly clock?: () => number;
  /** Told that the log is empty, before anything is recorded in it. */
  readonly onNew?: () => void;
  /** Which services run in this process; all where they are left out. It waits for what others have to record first. */
  readonly only?: readonly Service[];
  /** Ends that waiting, and the one for engines that are away. */
  readonly signal?: AbortSignal;
  /** How long it waits for those; long enough for a machine that starts where it is left out. */
  readonly patienceMs?: number;
  /** Told when the log has stopped: the process has to end. */
  readonly onFatal: (error: Error) => void;
}

/** Services at work, with the founding organisation and its administrator on record. */
export interface Started extends Running {
  readonly organisation: OrganisationId;
  /** Whether the log was empty before. */
  readonly isNew: boolean;
}

/** Says before anything else is opened whether the port can be had. @throws CannotStart */
export const refuseBusyPort = ({ host, port }: Pick<Settings, 'host' | 'port'>): Promise<void> =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => reject(new CannotStart(portTrouble(error.code, host, port))));
    probe.listen(port, host, () => probe.close(() => resolve()));
  });

const portTrouble = (code: string | undefined, host: string, port: number): string => {
  if (code === 'EADDRINUSE') return `Port ${port} is in use on ${host}. Stop what listens there, or set PATTO_PORT to a free one.`;
  if (code === 'EACCES') return `Port ${port} may not be used by this user. Set PATTO_PORT to one above 1023.`;
  return `Nothing can listen on ${host}:${port} (${code ?? 'unknown'}). Set PATTO_HOST and PATTO_PORT to an address of this machine.`;
};

/** What whoever starts it can mend; the message of each says how. */
const MENDABLE = [EngineUnusable, PostgresUnusable, LogUnusable, KurrentUnusable, KeysUnusable, KeyringUnusable, NotADeployment, LedgerRefused, WrongPolicy];

/** What `work` gives; where it fails by what its user can mend, that is said. @throws CannotStart with the remedy */
export const orCannotStart = <Result>(work: () => Promise<Result>): Promise<Result> =>
  work().catch((error: Error) => {
    if (MENDABLE.some((mendable) => error instanceof mendable)) throw new CannotStart(error.message, { cause: error });
    throw error;
  });

/**
 * Runs services in this process and sees to the bootstrap; it does not listen yet.
 * @throws CannotStart with the remedy; NotYet where an engine stays away, or another service has not done its part of the beginning
 */
export const start = (settings: Settings, options: StartOptions): Promise<Started> => {
  const logger = pino({ level: settings.logLevel, base: undefined, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination(2));
  return orCannotStart(() => patiently(() => startAll(settings, logger, options), { settings, logger, ...options }));
};

const startAll = async (settings: Settings, logger: Logger, { clock, onFatal, onNew, only = services, signal }: StartOptions): Promise<Started> => {
  const running = await runServices(only, settings, { logger, onFatal, ...(clock && { clock }) });
  try {
    const isNew = (await running.world.log.head()) === BEFORE_FIRST;
    if (isNew) onNew?.();
    const organisation = await bootstrap(running, (service) => only.some(({ name }) => name === service), signal);
    return { ...running, organisation, isNew };
  } catch (error) {
    await running.close();
    throw error;
  }
};
