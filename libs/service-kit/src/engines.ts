import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  ACCESSES_SCHEMA,
  type Checkpoints,
  type DueList,
  type EventLog,
  type Leases,
  noOtherProcess,
  openCheckpoints,
  openDueList,
  openPostgresCheckpoints,
  openPostgresDueList,
  openPostgresLeases,
  openPostgresLog,
  openSqliteLog,
} from '@patto/event-store';
import { type Keyring, openKeyring, openKeys, openPostgresKeyring } from '@patto/privacy';
import { type Documents, openMongoDocuments, openSqliteDocuments } from '@patto/read-models';
import type { Logger } from 'pino';
import { ACCESS_CATEGORIES, categoriesOfService } from './categories.ts';
import type { Service } from './service.ts';
import type { Settings } from './settings.ts';

/** A server of an engine does not answer at a start; the message says which setting names it. */
export class EngineUnusable extends Error {
  override readonly name = 'EngineUnusable';
}

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

/** Opens the engines that the settings choose. @throws EngineUnusable, LogUnusable, PostgresUnusable, KeysUnusable */
export const openEngines = async (parts: EnginesParts): Promise<Engines> => {
  const { settings, keep } = parts;
  const logs = await openLogs(parts);
  const keys = openKeys({ folder: settings.keys, dataFolder: settings.data, environment: settings.environment });
  const recorded = async (stream: string, command: string) => (await logs.log.outcome(stream, command)) !== undefined;
  const { keyring: keyringUrl } = settings.engines;
  const at = (name: string) => join(settings.data, name);
  const keyring = keep(
    keyringUrl === undefined
      ? await openKeyring({ file: at('keyring.sqlite'), keys, recorded })
      : await openPostgresKeyring({ url: keyringUrl, keys, recorded }),
  );
  return { ...logs, keyring, documents: keep(await documentsOf(settings)) };
};

/** The logs, and how far everything is that follows them. */
export type Logs = Omit<Engines, 'keyring' | 'documents'>;

/** Opens these alone. @throws LogUnusable, PostgresUnusable */
export const openLogs = async (parts: EnginesParts): Promise<Logs> => {
  const { eventStore } = parts.settings.engines;
  return eventStore === undefined ? embeddedLogs(parts) : sharedLogs(parts, eventStore);
};

const embeddedLogs = ({ settings, onFatal, keep }: EnginesParts): Logs => {
  const at = (name: string) => join(settings.data, name);
  return {
    log: keep(openSqliteLog({ file: at('events.sqlite'), onFatal })),
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
  if (readModels !== undefined) {
    return openMongoDocuments({ url: readModels }).catch((cause: unknown) => {
      throw new EngineUnusable('PATTO_READ_MODELS_URL: no server answers there. Start it, or set the URL of one that runs.', { cause });
    });
  }
  mkdirSync(data, { recursive: true });
  return openSqliteDocuments({ file: join(data, READ_MODELS_FILE) });
};
