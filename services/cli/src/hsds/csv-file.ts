import { csvRows } from './csv-rows.ts';
import { columnOf, PARENTS, RECORDS, type Table, tableOf } from './names.ts';
import type { Report } from './report.ts';
import type { Row, Stage } from './stage.ts';
import { clean } from './text.ts';

/** Stages the rows of one CSV file. */
export const stageCsv = async (path: string, file: string, table: Table, stage: Stage, report: Report): Promise<void> => {
  let columns: readonly string[] | undefined;
  let headers: readonly string[] = [];
  for await (const { cells, line } of csvRows(path, file, report)) {
    if (!columns) {
      headers = cells;
      columns = cells.map((name) => columnOf(table, name) ?? '');
      for (const [index, column] of columns.entries()) if (column === '') report.ignore(file, cells[index] ?? '');
      if (isUseless(table, columns)) return report.reject({ file, line, column: 1 }, `The header has none of the columns that a file of ${table} needs.`);
      stage.hasAllOf(table, file, columns);
      continue;
    }
    const place = { file, line, column: 1 };
    if (cells.some((cell) => cell.includes('\uFFFD'))) report.warn(place, 'Some characters are not UTF-8.');
    stageRow(table, rowOf(table, columns, headers, cells), place, stage, report);
  }
};

const isRecord = (table: Table): boolean => (RECORDS as readonly Table[]).includes(table);

const isUseless = (table: Table, columns: readonly string[]): boolean =>
  isRecord(table) ? !columns.includes('id') : !['contacts', 'metadata'].includes(table) && !columns.some((column) => column in PARENTS || column === 'link_id');

/** A column's present name wins over its older ones, where a file has both. */
const rowOf = (table: Table, columns: readonly string[], headers: readonly string[], cells: readonly string[]): Row => {
  const row: Record<string, string> = {};
  for (const [index, column] of columns.entries()) {
    const value = clean(cells[index]);
    if (column !== '' && value !== '' && (row[column] === undefined || headers[index]?.trim().toLowerCase() === column)) row[column] = value;
  }
  return table === 'attributes' ? withLinkedTable(row) : row;
};

const withLinkedTable = (row: Record<string, string>): Row => {
  const linked = row.link_entity ? tableOf(row.link_entity) : undefined;
  return linked && linked !== 'left-out' ? { ...row, link_table: linked } : row;
};

const stageRow = (table: Table, row: Row, place: { file: string; line: number; column: number }, stage: Stage, report: Report): void => {
  if (report.discards(table, row)) return;
  if (!isRecord(table)) {
    stage.put(table, row.id && table === 'services_at_location' ? row.id : `${place.file}:${place.line}`, row, place);
    return;
  }
  const missing = ['id', 'name'].find((column) => !row[column] && !(table === 'locations' && column === 'name'));
  if (missing) report.reject(stage.placeOf(place, missing), `The ${missing} is missing.`);
  else if (!stage.put(table, row.id as string, row, place)) {
    report.reject(stage.placeOf(place, 'id'), `This id is already in line ${stage.one(table, row.id as string)?.line}.`);
  }
};
