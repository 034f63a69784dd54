import { connect } from '@patto/postgres';
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Secured } from './authority.ts';
import { type EngineServer, NoServer } from './engine-server.ts';
import { freePort, hasGo } from './machine.ts';
import { madeOnce } from './made-once.ts';
import { type Program, runProgram, startProgram } from './program.ts';

const FERRETDB = '1.24.2';
const PACKAGE = 'github.com/FerretDB/FerretDB';
/**
 * An update takes two of FerretDB's 50 sessions of PostgreSQL at a time. Where all of them have one and wait for their second, none goes on for ever: so
 * each process asks for so few things at once that several processes never come there.
 */
const AT_ONCE = 4;
/**
 * FerretDB looks a document up by its id with `@>`, which none of the indexes helps that it makes: each look-up and each replacement read the whole table, where
 * MongoDB reads one document. So the database gives each of its tables an index that does help, and plans each question for the member that it asks by.
 */
const INDEXED_BY_ID = [
  `CREATE OR REPLACE FUNCTION public.index_by_id() RETURNS event_trigger LANGUAGE plpgsql AS $$
     DECLARE made regclass;
     BEGIN
       FOR made IN SELECT objid::regclass FROM pg_event_trigger_ddl_commands() JOIN pg_attribute ON attrelid = objid AND attname = '_jsonb'
         WHERE command_tag = 'CREATE TABLE' LOOP
         EXECUTE format('CREATE INDEX ON %s USING gin ((_jsonb->''_id'') jsonb_path_ops) WITH (fastupdate = off)', made);
       END LOOP;
     END $$`,
  'DROP EVENT TRIGGER IF EXISTS index_by_id',
  `CREATE EVENT TRIGGER index_by_id ON ddl_command_end WHEN TAG IN ('CREATE TABLE') EXECUTE FUNCTION public.index_by_id()`,
  "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET plan_cache_mode = force_custom_plan', current_database()); END $$",
];

/** Names its program and all that it is built of; the same from the sources and from what is built of them. */
const MODULE = join(import.meta.dirname, '..', '..', 'ferretdb');

/** FerretDB, which speaks MongoDB's protocol, built by Go. @throws NoServer where it cannot be had */
export const ferretProgram = async (): Promise<string> => {
  if (!hasGo()) throw new NoServer('there is no Go of 1.26 or later');
  const folder = await madeOnce(`ferretdb-${FERRETDB}-program`, async (draft) => {
    const source = join(draft, 'source');
    cpSync(MODULE, source, { recursive: true });
    await runProgram('go', ['mod', 'vendor'], source);
    // Its makers write that as they build it, and it does not run without.
    writeFileSync(join(source, 'vendor', PACKAGE, 'build', 'version', 'version.txt'), `v${FERRETDB}\n`);
    await runProgram('go', ['build', '-trimpath', '-o', join(draft, 'ferretdb'), `${PACKAGE}/cmd/ferretdb`], source);
    rmSync(source, { recursive: true });
  });
  return join(folder, 'ferretdb');
};

const indexById = async (postgresUrl: string): Promise<void> => {
  const session = await connect({ url: postgresUrl, name: 'patto starts a server' });
  for (const text of INDEXED_BY_ID) await session.run(text);
  await session.close();
};

/** A FerretDB of this machine, which a test may kill and start again over the same data. */
export interface LocalFerret extends EngineServer {
  /** `host:port` of the way in over TLS, where there is one. */
  readonly secured?: string;
  kill(): Promise<void>;
  /** Starts it where it was. */
  start(): Promise<void>;
}

const securedOptions = ({ certificate, username, password }: Secured, port: number): readonly string[] => [
  `--listen-tls=127.0.0.1:${port}`,
  `--listen-tls-cert-file=${certificate}`,
  `--listen-tls-key-file=${certificate}`,
  '--test-enable-new-auth', // SCRAM, as MongoDB has it.
  ...['--setup-database=patto', `--setup-username=${username}`, `--setup-password=${password}`],
];

/**
 * Starts FerretDB on a free port of this machine.
 * @param folder is made; its log lies there
 * @param postgresUrl a database of PostgreSQL for it alone
 * @param secured asks for a second way in; both then take in who logs in, and nobody else
 * @throws NoServer where this machine cannot
 */
export const startLocalFerret = async (folder: string, postgresUrl: string, secured?: Secured): Promise<LocalFerret> => {
  const ferret = await ferretProgram();
  const port = await freePort();
  const securedPort = secured && (await freePort());
  const more = secured && securedPort ? securedOptions(secured, securedPort) : [];
  const quietly = ['--telemetry=disable', '--debug-addr=-', `--state-dir=${folder}`];
  mkdirSync(folder, { recursive: true });
  await indexById(postgresUrl);
  let program: Program | undefined;
  const start = async () => {
    program = await startProgram(ferret, [`--listen-addr=127.0.0.1:${port}`, `--postgresql-url=${postgresUrl}`, ...quietly, ...more], {
      folder,
      name: 'ferretdb',
      port,
    });
  };
  await start();
  return {
    url: `mongodb://127.0.0.1:${port}/patto?maxPoolSize=${AT_ONCE}`,
    ...(securedPort && { secured: `127.0.0.1:${securedPort}` }),
    start,
    kill: async () => program?.kill(),
    stop: async () => program?.stop(),
  };
};
