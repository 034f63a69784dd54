import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { prepareDatabases } from '@patto/all-in-one';
import { type EngineServer, startLocalFerret, startLocalKafka, startLocalPostgres, withDatabases } from '@patto/testing/engines';

/** Real servers of this machine, for as long as somebody develops. */
export interface DevServers {
  /** A file of settings for each service, and one for all of them in one process. */
  readonly files: readonly string[];
  /** What all of them share. */
  readonly settings: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/** Passwords of servers that only this machine reaches and that are gone when they stop. */
const passwordOf = (login: string): string => `of-${login}`;

/**
 * Starts PostgreSQL, Kafka and FerretDB on free ports, and makes the databases ready.
 * @param folder everything of theirs lies there
 * @param say told what is being started
 * @throws NoServer where this machine lacks what one of them needs; those before it are stopped
 */
export const startDevServers = async (folder: string, say: (sentence: string) => void): Promise<DevServers> => {
  const begun: EngineServer[] = [];
  const stop = async (): Promise<void> => {
    for (const server of begun.splice(0).toReversed()) await server.stop(); // Who uses another goes before it.
  };
  const begin = async <Server extends EngineServer>(name: string, start: () => Promise<Server>): Promise<Server> => {
    say(`Starting ${name}.`);
    const server = await start();
    begun.push(server);
    return server;
  };
  chmodSync(folder, 0o755); // PostgreSQL's own user goes through it.
  try {
    const postgres = withDatabases(await begin('PostgreSQL', () => startLocalPostgres(join(folder, 'postgres'))));
    const kafka = await begin('Kafka', () => startLocalKafka(join(folder, 'kafka')));
    const documents = await postgres.database('ferretdb');
    const ferret = await begin("FerretDB, which speaks MongoDB's protocol", () => startLocalFerret(join(folder, 'ferretdb'), documents));
    const [owner, keyringOwner] = [await postgres.database('patto'), await postgres.database('patto_keyring')];
    const { urls } = await prepareDatabases({ owner, keyringOwner, prefix: 'patto', passwordOf });
    const settings = {
      PATTO_BUS_URL: kafka.url,
      PATTO_READ_MODELS_URL: ferret.url,
      PATTO_DATABASE_OWNER_URL: owner,
      PATTO_KEYRING_OWNER_URL: keyringOwner,
      PATTO_DATA: join(folder, 'data'),
      PATTO_KEYS: join(folder, 'keys'),
    };
    return { files: settingsFiles(join(folder, 'settings'), urls, settings), settings, stop };
  } catch (error) {
    await stop();
    throw error;
  }
};

/** Writes what each service is told, as shells and containers read it. */
const settingsFiles = (
  folder: string,
  urls: ReadonlyMap<string, object>,
  { PATTO_DATABASE_OWNER_URL: _, PATTO_KEYRING_OWNER_URL: __, ...its }: Readonly<Record<string, string>>,
) => {
  mkdirSync(folder, { mode: 0o700 });
  return [...urls].map(([login, engines]) => {
    const file = join(folder, `${login}.env`);
    writeFileSync(file, linesOf({ ...engines, ...its }), { mode: 0o600 });
    return file;
  });
};

/** Settings as lines. */
export const linesOf = (settings: object): string =>
  Object.entries(settings)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
