import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  ACCESSES_SCHEMA,
  type Checkpoints,
  type DueList,
  type EventLog,
  isOutage,
  KurrentUnusable,
  type Leases,
  noOtherProcess,
  openCheckpoints,
  openDueList,
  openKurrentLog,
  openPostgresCheckpoints,
  openPostgresDueList,
  openPostgresLeases,
  openPostgresLog,
  openSqliteLog,
  refusalIn,
} from '@patto/event-store';
import { PostgresUnusable } from '@patto/postgres';
import { type Keyring, openKeyring, openKeys, openPostgresKeyring } from '@patto/privacy';
import { type Documents, openMongoDocuments, openSqliteDocuments } from '@patto/read-models';
import type { Logger } from 'pino';
import { ACCESS_CATEGORIES, categoriesOfService } from './categories.ts';
import { type EngineSetting, engineOfLog } from './engine-settings.ts';
import { logOwnerIn } from './log-owner.ts';
import type { Service } from './service.ts';
import type { Settings } from './settings.ts';

/** An engine cannot be used as it is; the message says the remedy. */
export class EngineUnusable extends Error {
  override readonly name: string = 'EngineUnusable';
}

/** No server answers where a setting says that one is: it may be there later. */
export class EngineAway extends EngineUnusable {
  override readonly name = 'EngineAway';

  constructor(
    readonly setting: EngineSetting,
    cause: unknown,
  ) {
    super(`${setting}: No server answers there. Start it, or set the URL of one that runs.`, { cause });
  }
}

/**
 * What is opened at the URL of a setting.
 * @throws EngineAway where no server answers there; EngineUnusable where it refuses, with the remedy; whatever else the opening throws
 */
export const openedAt = <Engine>(setting: EngineSetting, opening: Promise<Engine>): Promise<Engine> =>
  opening.catch((cause: unknown) => {
    if (isOutage(cause)) throw new EngineAway(setting, cause);
    throw cause instanceof PostgresUnusable || cause instanceof KurrentUnusable ? new EngineUnusable(`${setting}: ${cause.message}`, { cause }) : cause;
  });

/** Whom clients of others reach, and how their URL names the authority whose certificates count. */
const AUTHORITIES = { PATTO_BUS_URL: 'ca', PATTO_READ_MODELS_URL: 'tlsCAFile' } as const;

/** What to do where such a client is not taken in, or trusts no server there. */
const remedyFor = (setting: keyof typeof AUTHORITIES, cause: Error): string => {
  const refusal = refusalIn(cause);
  if (refusal === 'login') return 'The server there does not take in this user with this password. Set the right ones in the URL. It says';
  if (refusal !== 'certificate') return 'The server there cannot be used';
  return `The server there shows no certificate that counts here. Name in the URL the authority that signed it, as ${AUTHORITIES[setting]}, and the host as the certificate does. What is wrong with it`;
};

/** The same for a client of others, whose refusals say no remedy. @throws EngineAway; EngineUnusable with the remedy, and what the client says */
export const openedByClientAt = <Engine>(setting: keyof typeof AUTHORITIES, opening: Promise<Engine>): Promise<Engine> =>
  openedAt(setting, opening).catch((cause: Error) => {
    throw cause instanceof EngineUnusable ? cause : new EngineUnusable(`${setting}: ${remedyFor(setting, cause)}: ${cause.message}`, { cause });
  });

/** Where the embedded read models lie in the data folder. */
export const READ_MODELS_FILE = 'read-models.sqlite';

/** What a deployment keeps its state in. */
export interface Engines {
  readonly log: EventLog;
  /** The log of reads: an event store of its own. */
  readonly accesses: EventLog;
  readonly documents: Documents;
  readonly keyring: Keyring;
  readonly checkpoints: Checkpoints;
  readonly dueList: DueList;
  /** Who does the work of each service. */
  readonly leases: Leases;
}

export interface EnginesParts {
  readonly settings: Settings;
  readonly logger: Logger;
  /** The services that run in this process. */
  readonly services: readonly Service[];
  /** Called when a log has stopped. */
  readonly onFatal: (error: Error) => void;
  /** Takes what was opened, so that it is closed again. */
  readonly keep: <Engine extends { close(): unknown }>(engine: Engine) => Engine;
}

/** Opens the engines that the settings choose. @throws EngineAway, EngineUnusable, LogUnusable, KurrentUnusable, PostgresUnusable, KeysUnusable */
export const openEngines = async (parts: EnginesParts): Promise<Engines> => {
  const { settings, keep } = parts;
  const logs = await openLogs(parts);
  const keys = openKeys({ folder: settings.keys, dataFolder: settings.data, environment: settings.environment });
  const recorded = async (stream: string, command: string) => (await logs.log.outcome(command))?.stream === stream;
  const { keyring: keyringUrl } = settings.engines;
  const at = (name: string) => join(settings.data, name);
  const keyring = keep(
    keyringUrl === undefined
      ? await openKeyring({ file: at('keyring.sqlite'), keys, recorded })
      : await openedAt('PATTO_KEYRING_URL', openPostgresKeyring({ url: keyringUrl, keys, recorded })),
  );
  return { ...logs, keyring, documents: keep(await documentsOf(settings)) };
};

/** The logs, and how far everything is that follows them. */
export type Logs = Omit<Engines, 'keyring' | 'documents'>;

/** Opens these alone. @throws EngineAway, LogUnusable, KurrentUnusable, PostgresUnusable */
export const openLogs = async (parts: EnginesParts): Promise<Logs> => {
  const { eventStore } = parts.settings.engines;
  if (eventStore === undefined) return embeddedLogs(parts);
  const isOnKurrent = engineOfLog(eventStore) === 'KurrentDB';
  return openedAt('PATTO_EVENT_STORE_URL', isOnKurrent ? logsOnKurrent(parts, eventStore) : sharedLogs(parts, eventStore));
};

const embeddedLogs = (parts: EnginesParts): Logs => ({
  log: parts.keep(openSqliteLog({ file: join(parts.settings.data, 'events.sqlite'), onFatal: parts.onFatal })),
  ...embeddedBeside(parts),
});

/** What is in the folder first, which this process then holds: another one over it is refused before it asks for the log. */
const logsOnKurrent = async (parts: EnginesParts, url: string): Promise<Logs> => {
  const { settings, logger, onFatal, keep } = parts;
  const beside = embeddedBeside(parts);
  const log = keep(await openKurrentLog({ url, service: 'all services', owner: logOwnerIn(settings.data), onFatal }));
  if (log.capabilities.guards === 'checked') {
    logger.warn('KurrentDB before 26.1 does not hold what a decision relies on while it records: let nothing but this process write to it');
  }
  return { log, ...beside };
};

/** All but the event log, in the data folder of one process. */
const embeddedBeside = ({ settings, onFatal, keep }: EnginesParts): Omit<Logs, 'log'> => {
  const at = (name: string) => join(settings.data, name);
  return {
    accesses: keep(openSqliteLog({ file: at('accesses.sqlite'), onFatal })),
    checkpoints: keep(openCheckpoints(at('checkpoints.sqlite'))),
    dueList: keep(openDueList(at('due.sqlite'))),
    leases: noOtherProcess,
  };
};

const sharedLogs = async ({ logger, services, onFatal, keep }: EnginesParts, url: string): Promise<Logs> => {
  const [only, ...others] = services.map(({ name }) => name);
  const writer = {
    url,
    service: only !== undefined && others.length === 0 ? only : 'all services',
    onFatal,
    warn: (sentence: string) => logger.warn(sentence),
  };
  return {
    log: keep(await openPostgresLog({ ...writer, categories: services.flatMap(categoriesOfService) })),
    accesses: keep(await openPostgresLog({ ...writer, categories: ACCESS_CATEGORIES, schema: ACCESSES_SCHEMA })),
    checkpoints: keep(await openPostgresCheckpoints({ url })),
    dueList: keep(await openPostgresDueList({ url })),
    leases: keep(await openPostgresLeases({ url })),
  };
};

const documentsOf = async ({ data, engines: { readModels } }: Settings): Promise<Documents> => {
  if (readModels !== undefined) return openedByClientAt('PATTO_READ_MODELS_URL', openMongoDocuments({ url: readModels }));
  mkdirSync(data, { recursive: true });
  return openSqliteDocuments({ file: join(data, READ_MODELS_FILE) });
};
