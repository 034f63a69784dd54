import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepareDatabases } from '@patto/all-in-one';
import { killableKafkaFor, killableMongoFor, killablePostgresFor } from '@patto/testing/engines';
import type { Environment } from './processes.ts';

type Engine<Open extends (what: string) => Promise<unknown>> = NonNullable<Awaited<ReturnType<Open>>>;

/** Real servers of this machine for a deployment in four processes, and a folder for its keys and its ledger. */
export interface RealEngines {
  readonly postgres: Engine<typeof killablePostgresFor>;
  readonly kafka: Engine<typeof killableKafkaFor>;
  readonly mongo: Engine<typeof killableMongoFor>;
  readonly folder: string;
  /** The settings of a service. */
  settingsOf(service: string): Environment;
  stop(): Promise<void>;
}

/** Starts them; where this machine cannot, that is named as not run, and there are none. */
export const openEngines = async (what: string): Promise<RealEngines | undefined> => {
  const begun: { stop(): Promise<unknown> }[] = [];
  const folder = mkdtempSync(join(tmpdir(), 'patto-four-'));
  const stop = async (): Promise<void> => {
    for (const server of begun.toReversed()) await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  const begin = async <Server extends { stop(): Promise<unknown> }>(start: (what: string) => Promise<Server | undefined>): Promise<Server | undefined> => {
    const server = await start(what);
    if (server) begun.push(server);
    return server;
  };
  try {
    const postgres = await begin(killablePostgresFor);
    const kafka = postgres && (await begin(killableKafkaFor));
    const mongo = kafka && (await begin(killableMongoFor));
    if (!mongo) {
      await stop();
      return undefined;
    }
    const owner = await postgres.database();
    const { urls } = await prepareDatabases({ owner, prefix: 'four', passwordOf: (login) => `of ${login}` });
    const shared = {
      PATTO_BUS_URL: kafka.url,
      PATTO_READ_MODELS_URL: mongo.url,
      PATTO_KEYS: join(folder, 'keys'),
      PATTO_DATA: join(folder, 'data'),
      PATTO_PORT: '0',
      PATTO_LOG_LEVEL: 'error',
    };
    return { postgres, kafka, mongo, folder, settingsOf: (service) => ({ ...shared, ...urls.get(service) }), stop };
  } catch (error) {
    await stop();
    throw error;
  }
};
