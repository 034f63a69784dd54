import { createReadStream } from 'node:fs';
import { Cutter, type JsonText } from './json-cutter.ts';
import type { Report } from './report.ts';
import { faultOf } from './json-fault.ts';

/** A record of a JSON file and where it begins. */
export interface JsonValue {
  readonly value: Readonly<Record<string, unknown>>;
  readonly from: JsonText;
}

const LONGEST_RECORD = 16 * 1024 * 1024; // UTF-16 units. An organisation with all its services has some hundred thousand.

/**
 * The records of a JSON file, one at a time: a single object, a list of objects, the `contents` of a page, or one object a line.
 * A record that is not valid is reported with its line and character, and reading goes on with the next.
 */
export async function* jsonValues(path: string, file: string, report: Report): AsyncGenerator<JsonValue> {
  const cutter = new Cutter(file, /\.(ndjson|jsonl)$/i.test(file));
  let records = 0;
  for await (const chunk of createReadStream(path, 'utf8')) {
    for (const cut of cutter.take(String(chunk).replace(/^\uFEFF/, ''))) {
      records += 1;
      const value = parsed(cut, report);
      if (value) yield { value, from: cut };
    }
    if (cutter.length > LONGEST_RECORD) return report.reject(cutter.place, 'A record is longer than 16 MiB; what follows in this file is left out.');
  }
  if (cutter.isOpen) report.reject(cutter.place, 'The file ends inside of what begins here: a bracket or a quotation mark is missing.');
  else if (records === 0) report.warn(cutter.place, 'There is no record in this file.');
}

const parsed = (cut: JsonText, report: Report): Readonly<Record<string, unknown>> | undefined => {
  try {
    return JSON.parse(cut.text) as Readonly<Record<string, unknown>>;
  } catch {
    report.reject(faultOf(cut), 'This is not valid JSON.'); // The parser's own message would repeat what the record says.
    return undefined;
  }
};
