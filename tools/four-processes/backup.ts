import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { connect } from '@patto/postgres';

/** Backs a whole database up into a file, with the tool that an operator has for it. @param url of a superuser */
export const backUp = async (url: string, file: string): Promise<void> => {
  await run(await programOf(url, 'pg_dump'), ['--format=custom', `--file=${file}`, url]);
};

/** Restores a backup into an empty database. @param url of a superuser */
export const restore = async (file: string, url: string): Promise<void> => {
  await run(await programOf(url, 'pg_restore'), ['--exit-on-error', `--dbname=${url}`, file]);
};

const run = promisify(execFile);

/** The tool of the very version that the server has. */
const programOf = async (url: string, name: string): Promise<string> => {
  const connection = await connect({ url, name });
  const asked = connection.ask<{ folder: string }>({ text: "SELECT setting AS folder FROM pg_config WHERE name = 'BINDIR'" });
  const [row] = await asked.finally(() => connection.close());
  return join(row?.folder ?? '', name);
};
