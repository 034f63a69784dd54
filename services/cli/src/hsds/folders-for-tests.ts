import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DirectoryRecord } from './normalise.ts';
import { readHsds } from './read.ts';
import { Report } from './report.ts';
import { lineOf } from './run.ts';

/** A folder with these files, which is gone at the end of the test. */
export const folderWith = (files: Readonly<Record<string, string | readonly string[]>>): Disposable & { readonly path: string } => {
  const path = mkdtempSync(join(tmpdir(), 'patto-hsds-test-'));
  for (const [name, content] of Object.entries(files)) writeFileSync(join(path, name), typeof content === 'string' ? content : `${content.join('\n')}\n`);
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
};

/** All that the reader finds in a folder or file. */
export const allOf = async (path: string, timezone = 'Europe/Rome'): Promise<{ readonly records: readonly DirectoryRecord[]; readonly report: Report }> => {
  const report = new Report();
  const records: DirectoryRecord[] = [];
  for await (const { record } of readHsds(path, timezone, report)) records.push(record);
  return { records, report };
};

/** The directories from elsewhere that lie beside the repository; nothing where they are not there. */
export const realDirectory = (name: string): string | undefined => {
  const path = fileURLToPath(new URL(`../../../../../shared/data/${name}`, import.meta.url));
  return existsSync(path) ? path : undefined;
};

/** What the reader finds in a folder with these files: the records, their ids, and the notices as lines. */
export const readFiles = async (files: Readonly<Record<string, string | readonly string[]>>) => {
  using folder = folderWith(files);
  const { records, report } = await allOf(folder.path);
  return { ids: records.map(({ record }) => record), records, notices: report.notices.map(lineOf), report };
};
