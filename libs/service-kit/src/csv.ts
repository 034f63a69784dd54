import { type Schema, SCHEMA_REFERENCE } from './declared-schemas.ts';

/** RFC 4180, with the names of the members in the first line. */
export const CSV = 'text/csv; charset=utf-8; header=present';
const LINE_END = '\r\n';
/** What a spreadsheet would calculate instead of showing it, also after spaces, which some of them drop, and in full width. */
const LIKE_A_FORMULA = /^[\s\u00a0]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/;
const NEEDS_QUOTES = /[",\r\n]/;

/** One column: its heading, and the path of its value. */
type Column = readonly string[];

type Named = Readonly<Record<string, Schema>>;

const resolved = (schema: Schema, all: Named): Schema => {
  const { $ref } = schema;
  return typeof $ref === 'string' ? (all[$ref.slice(SCHEMA_REFERENCE.length)] ?? {}) : schema;
};

/** The columns of what a schema declares, in its order. A member that is an object itself has a column for each of its own members. */
export const columnsOf = (schema: Schema, all: Named): readonly Column[] =>
  Object.entries((resolved(schema, all)['properties'] ?? {}) as Named).flatMap(([name, member]) => {
    const inner = columnsOf(member, all);
    return inner.length > 0 ? inner.map((column) => [name, ...column]) : [[name]];
  });

const valueAt = (item: unknown, column: Column): unknown =>
  column.reduce<unknown>((value, name) => (value as Record<string, unknown> | undefined)?.[name], item);

/** A list of plain values as they are, with spaces between; what is more than that as JSON. */
const textOf = (value: unknown): string => {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value) && value.every((one) => typeof one !== 'object')) return value.join(' ');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
};

const cell = (value: unknown): string => {
  const told = textOf(value);
  const safe = typeof value !== 'number' && LIKE_A_FORMULA.test(told) ? `'${told}` : told;
  return NEEDS_QUOTES.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

/** A line of headings and one for each item. */
export const csvOf = (items: readonly unknown[], columns: readonly Column[]): string =>
  [columns.map((column) => column.join('.')), ...items.map((item) => columns.map((column) => valueAt(item, column)))]
    .map((line) => line.map(cell).join(',') + LINE_END)
    .join('');

/** How much a request wants a media type, from 0 to 1; nothing where it does not name it. */
const quality = (accept: string, type: string): number | undefined => {
  const wanted = accept.split(',').find((one) => one.split(';')[0]?.trim().toLowerCase() === type);
  if (wanted === undefined) return undefined;
  const q = Number(/;\s*q=([\d.]+)/i.exec(wanted)?.[1] ?? '1');
  return Number.isNaN(q) ? 1 : q;
};

/** Whether a request asks for CSV by name, and not less than for JSON. */
export const wantsCsv = (accept: string | undefined): boolean => {
  const csv = quality(accept ?? '', 'text/csv') ?? 0;
  return csv > 0 && csv >= (quality(accept ?? '', 'application/json') ?? 0);
};
