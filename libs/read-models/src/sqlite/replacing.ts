import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { DocumentsInUse, type Replacing } from '../replacing.ts';
import { openSqliteDocuments } from './documents.ts';

/**
 * Makes documents beside those in `file`, and puts them in their place in one step, durably, once `make` is done; where it fails, everything is as before.
 * @throws DocumentsInUse where another process has them open
 */
export const replaceSqliteDocuments = async <Result>(file: string, make: (replacing: Replacing) => Promise<Result>): Promise<Result> => {
  const beside = `${file}.made`;
  aloneIn(file);
  remove(beside); // What a rebuild left that was killed.
  const made = openSqliteDocuments({ file: beside });
  const before = existsSync(file) ? openSqliteDocuments({ file }) : undefined;
  const making = async (): Promise<Result> => {
    try {
      return await make({ made, before });
    } finally {
      await made.close();
      await before?.close();
    }
  };
  try {
    const result = await making();
    aloneIn(beside);
    aloneIn(file);
    flush(beside);
    renameSync(beside, file);
    if (process.platform !== 'win32') flush(dirname(file)); // Windows opens no folders; it makes names durable with the files.
    return result;
  } catch (error) {
    remove(beside);
    throw error;
  }
};

/** Brings a database into its one file, which SQLite does for nobody but its only user. @throws DocumentsInUse */
const aloneIn = (file: string): void => {
  if (!existsSync(file)) return;
  const database = new DatabaseSync(file);
  try {
    database.exec('PRAGMA journal_mode = DELETE');
  } catch (cause) {
    throw new DocumentsInUse(`Another process has ${file} open. Stop it first.`, { cause });
  } finally {
    database.close();
  }
};

const remove = (file: string): void => {
  for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(`${file}${suffix}`, { force: true });
};

const flush = (path: string): void => {
  const descriptor = openSync(path, process.platform === 'win32' ? 'r+' : 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
};
