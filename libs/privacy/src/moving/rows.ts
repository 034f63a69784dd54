import type { MadeWith } from '../made-with.ts';

/** How a column is kept. Bytes go in base64url where they are written as text. */
export type Kind = 'text' | 'number' | 'bytes';

/** What of a keyring moves, the columns in their order: wrapped keys, blind tokens and claims. Nothing of it is readable without the keys folder. */
export const TABLES = {
  subject_key: { subject: 'text', epoch: 'number', wrapped: 'bytes', destroyed_at: 'number' },
  found_by: { token: 'bytes', subject: 'text', kind: 'text' },
  claim: { command: 'text', stream: 'text', subject: 'text', kind: 'text', token: 'bytes', claimed_at: 'number' },
} as const satisfies Record<string, Record<string, Kind>>;

export type Table = keyof typeof TABLES;
export const TABLE_NAMES = Object.keys(TABLES) as readonly Table[];
export const columnsOf = (table: Table): readonly string[] => Object.keys(TABLES[table]);
export const kindsOf = (table: Table): readonly Kind[] => Object.values(TABLES[table]);

/** What stands in one column of a row. */
export type Cell = string | number | Uint8Array | null;
export type Row = readonly Cell[];

/** A row and where it stands. */
export interface TableRow {
  readonly table: Table;
  readonly row: Row;
}

/** What a line says of a row. */
export const writable = ({ table, row }: TableRow): readonly (string | number | null)[] => [
  table,
  ...row.map((cell) => (cell instanceof Uint8Array ? Buffer.from(cell).toString('base64url') : cell)),
];

/** The row that a line says; undefined where it says none that fits its table. */
export const readable = ([table, ...cells]: readonly unknown[]): TableRow | undefined => {
  if (typeof table !== 'string' || !isTable(table)) return undefined;
  const kinds = kindsOf(table);
  const row = cells.map((cell, at) => cellOf(cell, kinds[at]));
  return row.length === kinds.length && row.every((cell) => cell !== undefined) ? { table, row } : undefined;
};

const isTable = (name: string): name is Table => Object.hasOwn(TABLES, name);

const cellOf = (written: unknown, kind: Kind | undefined): Cell | undefined => {
  if (written === null) return null;
  if (kind === 'number') return Number.isSafeInteger(written) ? (written as number) : undefined;
  if (typeof written !== 'string') return undefined;
  return kind === 'bytes' ? Buffer.from(written, 'base64url') : written;
};

/** A keyring that is read as it is at one moment. */
export interface RowSource {
  /** What it was made with, by the key's name. */
  madeWith(): Promise<readonly MadeWith[]>;
  rows(table: Table): AsyncIterable<Row>;
  close(): Promise<void>;
}

/** A keyring that rows are brought into, all or none. */
export interface RowTarget {
  isEmpty(): Promise<boolean>;
  put(table: Table, rows: readonly Row[]): Promise<void>;
  /** Keeps what was put; without it, closing takes all of it back. */
  commit(): Promise<void>;
  close(): Promise<void>;
}
