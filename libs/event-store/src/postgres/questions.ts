import { openPool, type Pool, quoted } from '@patto/postgres';
import { type Filter, type Outcome, type Page, type Position, Recorded } from '../log.ts';
import { outcomeOf } from '../outcome-of.ts';

const COLUMNS = 'position, stream, revision, type, recorded_at, body, public_end';
/** A filtered page looks through at most so many positions, so that no question takes long. */
const MOST_SCANNED = 10_000;
/** So many questions at once; more wait for their turn. */
const MOST_SESSIONS = 4;

type Row = { position: number; stream: string; revision: number; type: string; recorded_at: number; body: string; public_end: number };

/** What the log asks the database. Each is one statement, so that it sees the log as it was at one moment. */
export class Questions {
  readonly #pool: Pool;
  readonly #schema: string;

  constructor(url: string, name: string, schema: string) {
    this.#pool = openPool({ url, name, most: MOST_SESSIONS });
    this.#schema = quoted(schema);
  }

  async head(): Promise<Position> {
    const [row] = await this.#pool.ask<{ position: number }>({ name: 'head', text: `SELECT position FROM ${this.#schema}.head` });
    return (row as { position: number }).position;
  }

  async revision(stream: string): Promise<number> {
    const text = `SELECT coalesce(max(revision), 0) AS revision FROM ${this.#schema}.event WHERE stream = $1`;
    const [row] = await this.#pool.ask<{ revision: number }>({ name: 'revision', text, values: [stream] });
    return (row as { revision: number }).revision;
  }

  async outcome(command: string): Promise<Outcome | undefined> {
    return outcomeOf(await this.byCommand(command));
  }

  /** The events that a command recorded. */
  byCommand(command: string): Promise<readonly Recorded[]> {
    return this.#events('command', 'command = $1 ORDER BY position', [command]);
  }

  stream(stream: string, from: number, to: number, limit: number): Promise<readonly Recorded[]> {
    return this.#events('stream', 'stream = $1 AND revision BETWEEN $2 AND $3 ORDER BY revision LIMIT $4', [stream, from, to, limit]);
  }

  /** The wanted events after a position, up to another, at most so many; and how far was looked. */
  async page({ categories, types }: Filter, after: Position, until: Position, limit: number): Promise<Page> {
    const isFiltered = categories !== undefined || types !== undefined;
    const through = isFiltered ? Math.min(after + MOST_SCANNED, until) : until;
    const where = [
      'position > $1 AND position <= $2',
      categories === undefined ? '$4::text[] IS NULL' : 'category = ANY ($4::text[])',
      types === undefined ? '$5::text[] IS NULL' : 'type = ANY ($5::text[])',
    ].join(' AND ');
    const name = `page${categories ? ' by category' : ''}${types ? ' by type' : ''}`;
    const events = await this.#events(name, `${where} ORDER BY position LIMIT $3`, [after, through, limit, categories ?? null, types ?? null]);
    return { events, through: events.length === limit ? (events.at(-1)?.position ?? through) : through };
  }

  async positionAt(instant: number): Promise<Position> {
    const text = `SELECT ${this.#schema}.position_at($1) AS position`;
    const [row] = await this.#pool.ask<{ position: number }>({ text, values: [Math.floor(instant)] });
    return (row as { position: number }).position;
  }

  close(): Promise<void> {
    return this.#pool.close();
  }

  async #events(name: string, where: string, values: readonly unknown[]): Promise<readonly Recorded[]> {
    const rows = await this.#pool.ask<Row>({ name, text: `SELECT ${COLUMNS} FROM ${this.#schema}.event WHERE ${where}`, values });
    return rows.map((row) => new Recorded(row.position, row.stream, row.revision, row.type, row.recorded_at, row.body, row.public_end));
  }
}
