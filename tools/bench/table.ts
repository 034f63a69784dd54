import { median, type Row, reached } from './measure.ts';

/** What was measured on what. */
export interface About {
  readonly events: number;
  readonly node: string;
  readonly processors: number;
}

const HEADINGS = ['', 'ours/s', 'against', 'limit/s', 'ratio', 'target', ''];

const whole = (number: number): string => Math.round(number).toLocaleString('en');
const told = (row: Row, number: number): string => (row.theirs ? number.toFixed(2) : whole(number));
const isShort = (row: Row): boolean => row.target !== undefined && reached(row) < row.target;

const cells = (row: Row): readonly string[] => [
  row.what,
  whole(median(row.ours)),
  row.against ?? '',
  row.theirs ? whole(median(row.theirs)) : '',
  row.theirs ? told(row, reached(row)) : '',
  ...(row.target === undefined ? ['', 'told'] : [`≥ ${told(row, row.target)}`, isShort(row) ? 'falls short' : 'ok']),
];

/** The rows for people. */
export const asTable = ({ events, node, processors }: About, rows: readonly Row[]): string => {
  const lines = [HEADINGS, ...rows.map(cells)];
  const widths = HEADINGS.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  const text = lines.map((line) =>
    line
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return [`Medians of ${rows[0]?.ours.length ?? 0} runs in turns, over ${whole(events)} events, Node ${node}, ${processors} processors`, '', ...text].join(
    '\n',
  );
};

/** The rows for programs: every run, the ratio and whether it falls short. */
export const asJson = (about: About, rows: readonly Row[]): string =>
  JSON.stringify({ ...about, rows: rows.map((row) => ({ ...row, reached: reached(row), fallsShort: isShort(row) })) }, null, 2);
