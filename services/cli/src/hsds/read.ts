import { readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { stageCsv } from './csv-file.ts';
import { stageJson } from './json-file.ts';
import { RECORDS, tableOf } from './names.ts';
import { type DirectoryRecord, Normaliser } from './normalise.ts';
import type { Place, Report } from './report.ts';
import { Stage } from './stage.ts';
import { isTimeZone } from './times.ts';

/** A record has to fit into a command's body of 32 KiB with its source and its braces. */
const MOST_RECORD_BYTES = 31 * 1024;

/** The input cannot be read at all: it is not there, or there is nothing in it that could be a directory. */
export class UnreadableInput extends Error {
  override readonly name = 'UnreadableInput';
}

/** A record and where it stands in the input. */
export interface FoundRecord {
  readonly place: Place;
  readonly record: DirectoryRecord;
}

/**
 * The records of an HSDS directory: a folder of CSV files (1.0 to 3.0) or of JSON files (3.0), or one such file. Taxonomy terms come first,
 * then organisations, locations and services, each with what belongs to it. What is not taken as it is gets into the report.
 * @param timezone for hours that say no zone of their own
 * @throws UnreadableInput
 */
export async function* readHsds(path: string, timezone: string, report: Report): AsyncGenerator<FoundRecord> {
  if (!isTimeZone(timezone)) throw new UnreadableInput(`There is no time zone ${timezone}. Names are as Europe/Rome, offsets as +01:00.`);
  using stage = new Stage();
  for (const file of filesOf(path)) await stageFile(file, stage, report);
  for (const { row: _, ...place } of stage.dangling()) report.reject(place, 'The record that this row belongs to is not there.');

  const normaliser = new Normaliser(stage, report, timezone);
  for (const table of RECORDS) {
    for (const staged of stage.records(table)) {
      const record = normaliser.record(table, staged);
      if (!record) continue;
      if (Buffer.byteLength(JSON.stringify(record)) <= MOST_RECORD_BYTES) yield { place: staged, record };
      else report.reject(staged, 'The record is larger than 31 KiB, even with its texts cut.');
    }
  }
}

const READABLE = /\.(csv|json|ndjson|jsonl)$/i;

const filesOf = (path: string): readonly string[] => {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats) throw new UnreadableInput(`There is no file or folder ${path}.`);
  const files = stats.isDirectory()
    ? readdirSync(path)
        .sort()
        .map((name) => join(path, name))
    : [path];
  const readable = files.filter((file) => READABLE.test(file) && statSync(file).isFile());
  if (readable.length === 0) throw new UnreadableInput(`There is no HSDS file in ${path}: names end in .csv, .json, .ndjson or .jsonl.`);
  return readable;
};

const stageFile = async (path: string, stage: Stage, report: Report): Promise<void> => {
  const file = basename(path);
  if (!/\.csv$/i.test(file)) {
    if (file !== 'datapackage.json') await stageJson(path, file, stage, report);
    return;
  }
  const table = tableOf(file);
  if (table && table !== 'left-out') await stageCsv(path, file, table, stage, report);
  else if (!table) report.warn({ file, line: 1, column: 1 }, 'No table of HSDS has this name; the file is left out.');
};
