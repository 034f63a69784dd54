import { connect } from '@patto/postgres';
import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type EngineServer, NoServer } from './engine-server.ts';
import { freePort, hasGo } from './machine.ts';
import { madeOnce } from './made-once.ts';
import { type Program, runProgram, startProgram } from './program.ts';

const FERRETDB = '1.24.2';
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

/** The same from the sources and from what is built of them. */
const SOURCE = join(import.meta.dirname, '..', '..', 'ferretdb');

/** FerretDB, which speaks MongoDB's protocol, built by Go. @throws NoServer where it cannot be had */
export const ferretProgram = async (): Promise<string> => {
  if (!hasGo()) throw new NoServer('there is no Go of 1.26 or later');
  const folder = await madeOnce(`ferretdb-${FERRETDB}`, async (draft) => {
    const source = join(draft, 'source');
    cpSync(SOURCE, source, { recursive: true });
    await runProgram('go', ['build', '-o', join(draft, 'ferretdb'), '.'], source);
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
  kill(): Promise<void>;
  /** Starts it where it was. */
  start(): Promise<void>;
}

/**
 * Starts FerretDB on a free port of this machine.
 * @param folder is made; its log lies there
 * @param postgresUrl a database of PostgreSQL for it alone
 * @throws NoServer where this machine cannot
 */
export const startLocalFerret = async (folder: string, postgresUrl: string): Promise<LocalFerret> => {
  const ferret = await ferretProgram();
  const port = await freePort();
  mkdirSync(folder, { recursive: true });
  await indexById(postgresUrl);
  let program: Program | undefined;
  const start = async () => {
    program = await startProgram(ferret, [`127.0.0.1:${port}`, postgresUrl], { folder, name: 'ferretdb', port });
  };
  await start();
  return { url: `mongodb://127.0.0.1:${port}/patto?maxPoolSize=${AT_ONCE}`, start, kill: async () => program?.kill(), stop: async () => program?.stop() };
};
