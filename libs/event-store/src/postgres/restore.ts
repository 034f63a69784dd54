import { type Connection, quoted } from '@patto/postgres';
import { type ExportedEvent, exportedEvents } from '../exported-event.ts';

/** One transaction takes so many lines. */
const LINES_AT_ONCE = 1_000;

/**
 * Brings exported lines into an empty log. It is marked until the last line is in, so that one that was interrupted is refused by every start and append,
 * instead of being taken for the whole.
 * @throws Error which names the line
 */
export const restoreInto = async (connection: Connection, schema: string, bodies: AsyncIterable<string>): Promise<void> => {
  const its = quoted(schema);
  await connection.ask({ text: `SELECT ${its}.begin_restore()` });
  let lines: ExportedEvent[] = [];
  const record = async (): Promise<void> => {
    await connection.ask({
      text: `SELECT ${its}.restore($1, $2, $3, $4, $5, $6, $7, $8)`,
      values: [
        lines.map(({ stream }) => stream),
        lines.map(({ revision }) => revision),
        lines.map(({ command }) => command),
        lines.map(({ id }) => id),
        lines.map(({ type }) => type),
        lines.map(({ time }) => time),
        lines.map(({ publicEnd }) => publicEnd),
        lines.map(({ body }) => body),
      ],
    });
    lines = [];
  };
  for await (const line of exportedEvents(bodies)) {
    lines.push(line);
    if (lines.length === LINES_AT_ONCE) await record();
  }
  await record();
  await connection.ask({ text: `SELECT ${its}.end_restore()` });
};
