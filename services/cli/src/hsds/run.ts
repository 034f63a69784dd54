import { basename, resolve } from 'node:path';
import { importHsds, type Summary } from './import.ts';
import { UnreadableInput } from './read.ts';
import type { Notice } from './report.ts';

export const EXIT_CODES = { allIn: 0, someRejected: 1, couldNotRun: 3 } as const;

export interface RunOptions {
  readonly url: string;
  readonly token: string;
  /** The folder's or file's name where it is not given. */
  readonly source?: string;
  readonly timezone?: string;
  /** The summary as JSON instead of sentences. */
  readonly json?: boolean;
}

/** Where a command line writes: results to `out`, progress and notices to `err`. */
export interface Terminal {
  readonly out: { write(text: string): unknown };
  readonly err: { write(text: string): unknown; readonly isTTY?: boolean };
}

const PROGRESS_EVERY = 500; // Records: a line every second or so on a small machine.

/** `patto import hsds <folder or file>`: imports, tells how it goes, and gives the exit code. */
export const runImport = async (path: string, options: RunOptions, { out, err }: Terminal = { out: process.stdout, err: process.stderr }): Promise<number> => {
  const onProgress = (answered: number) => {
    if (err.isTTY) err.write(`\r${answered} records  `);
    else if (answered % PROGRESS_EVERY === 0) err.write(`${answered} records\n`);
  };
  const onNotice = (notice: Notice) => err.write(`${err.isTTY ? '\r' : ''}${lineOf(notice)}\n`);
  if (err.isTTY) err.write('Reading …'); // All files are read before the first record is sent: half a minute for 100,000 services.
  try {
    const summary = await importHsds(path, { ...options, source: options.source ?? sourceOf(path), onProgress, onNotice });
    if (err.isTTY) err.write('\n');
    out.write(options.json ? `${JSON.stringify(summary)}\n` : sentencesOf(summary));
    if (summary.stopped !== undefined) return EXIT_CODES.couldNotRun;
    return summary.rejected > 0 ? EXIT_CODES.someRejected : EXIT_CODES.allIn;
  } catch (error) {
    if (!(error instanceof UnreadableInput)) throw error;
    err.write(`${error.message}\n`);
    return EXIT_CODES.couldNotRun;
  }
};

/** `services.csv:12:3: rejected: The name is missing.` */
export const lineOf = ({ file, line, column, severity, reason }: Notice): string => `${file}:${line}:${column}: ${severity}: ${reason}`;

/** A directory's short name from its file or folder: `ohana-san-mateo`. */
export const sourceOf = (path: string): string =>
  basename(resolve(path))
    .toLowerCase()
    .replace(/\.[a-z]+$/, '')
    .replace(/[^a-z0-9.]+/g, '-')
    .replace(/^[^a-z0-9]+|-+$/g, '')
    .slice(0, 60) || 'hsds';

const sentencesOf = (summary: Summary): string => {
  const { added, changed, unchanged, rejected, warnings, discardedContactPersons, discardedPersonalDetails, ignoredColumns, stopped } = summary;
  return [
    ...(stopped === undefined ? [] : [`Stopped: ${stopped} What was accepted stays; run it again to go on.`]),
    `${added} added, ${changed} changed, ${unchanged} unchanged, ${rejected} rejected, ${warnings} warnings.`,
    `Left out: ${discardedContactPersons} contact persons, ${discardedPersonalDetails} other personal details, ${ignoredColumns} unknown columns.`,
    '',
  ].join('\n');
};
