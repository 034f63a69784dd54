import { type Keys, KeysUnusable } from '../keys.ts';
import { type MadeWith, refuseOtherKeys } from '../made-with.ts';
import { type Row, type RowSource, type RowTarget, readable, TABLE_NAMES, type Table, type TableRow, writable } from './rows.ts';

/** The first line says what the file is; the last one how many rows are between. */
const FORMAT = 'patto keyring v1';
const END = 'end';
/** So many rows are put at once. */
const BATCH = 1_000;

/** The lines that a keyring moves in. @throws what the engine says */
export async function* linesOfKeyring(source: RowSource): AsyncGenerator<string> {
  yield JSON.stringify([FORMAT, await source.madeWith()]);
  let count = 0;
  for (const table of TABLE_NAMES) {
    for await (const row of source.rows(table)) {
      yield JSON.stringify(writable({ table, row }));
      count += 1;
    }
  }
  yield JSON.stringify([END, count]);
}

/**
 * Brings these lines into a keyring that is empty: all of them or none.
 * @returns how many rows
 * @throws KeysUnusable where the keyring is not empty, the lines are not a whole keyring, or these keys are not those that it was made with
 */
export const bringKeyring = async (lines: AsyncIterable<string>, target: RowTarget, keys: Keys): Promise<number> => {
  if (!(await target.isEmpty())) throw new KeysUnusable('The keyring is not empty. Import into an empty one only: choose another place.');
  const waiting = new Map<Table, Row[]>();
  let count = 0;
  for await (const { table, row } of rowsIn(lines, keys)) {
    const rows = waiting.get(table) ?? [];
    waiting.set(table, rows);
    rows.push(row);
    count += 1;
    if (rows.length === BATCH) await target.put(table, rows.splice(0));
  }
  for (const [table, rows] of waiting) if (rows.length > 0) await target.put(table, rows);
  await target.commit();
  return count;
};

/** The rows that lines say, where these keys go with them. */
async function* rowsIn(lines: AsyncIterable<string>, keys: Keys): AsyncGenerator<TableRow> {
  let number = 0;
  let isWhole = false;
  for await (const line of lines) {
    number += 1;
    const parts = partsOf(line);
    const row = isWhole ? undefined : readable(parts);
    if (number === 1) refuseOtherKeys('This keyring', madeWithIn(parts), keys);
    else if (row) yield row;
    else if (parts[0] === END && parts[1] === number - 2) isWhole = true;
    else throw new KeysUnusable(`Line ${number} is not one of an exported keyring. Nothing was imported: export it again.`);
  }
  if (!isWhole) throw new KeysUnusable('The exported keyring is cut short. Nothing was imported: export it again.');
}

const partsOf = (line: string): readonly unknown[] => {
  try {
    const parts: unknown = JSON.parse(line);
    return Array.isArray(parts) ? parts : [];
  } catch {
    return [];
  }
};

const madeWithIn = ([format, made]: readonly unknown[]): readonly MadeWith[] => {
  if (format === FORMAT && Array.isArray(made)) return made as readonly MadeWith[];
  throw new KeysUnusable('This is no exported keyring. Nothing was imported.');
};
