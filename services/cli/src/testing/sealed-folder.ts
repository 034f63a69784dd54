import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type Ledger, type LedgerKey, loadOrCreateLedgerKey, openLedger } from '@patto/audit-ledger';
import { type EventLog, type NewEvent, openSqliteLog } from '@patto/event-store';

const ORIGIN = 'valcurta.example/events';
const MORNING = Date.parse('2026-11-23T08:00:00.000Z');
const STREAMS = 40;
const PERSONAL_EVERY = 3; // so that events with and without a sealed part stand beside each other

/** Numbers that look random and are the same in each run. */
export const randoms = (seed: number): ((below: number) => number) => {
  let state = seed;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
};

/** A data folder under construction: a real event log, and a real ledger that is fed from it. */
export class SealedFolder {
  readonly #places: string[] = [];
  readonly root = mkdtempSync(join(tmpdir(), 'patto-sealed-'));
  readonly data = join(this.root, 'data');
  readonly key: LedgerKey;
  #log: EventLog | undefined;
  #ledger: Ledger | undefined;
  #recorded = 0;

  constructor(readonly origin = ORIGIN) {
    this.key = loadOrCreateLedgerKey(join(this.root, 'events.key'), origin);
  }

  /** Records events until there are `size`. */
  async recordTo(size: number): Promise<void> {
    this.#log ??= openSqliteLog({ file: join(this.data, 'events.sqlite'), onFatal: (error) => Promise.reject(error) });
    const appends: Promise<unknown>[] = [];
    for (; this.#recorded < size; this.#recorded++) {
      const { stream, revision, event } = eventAt(this.#recorded);
      appends.push(this.#log.append(stream, revision - 1, [event], { command: `command-${this.#recorded}` }));
    }
    await Promise.all(appends);
  }

  /** Seals everything that is recorded. */
  async seal(): Promise<void> {
    this.#ledger ??= await openLedger({ folder: join(this.data, 'ledger', 'events'), origin: this.origin, key: this.key });
    const entries: Buffer[] = [];
    for await (const { body } of this.#log?.readAll({ after: this.#ledger.size - 1 }) ?? []) entries.push(Buffer.from(body));
    await this.#ledger.append(entries);
    await this.#ledger.sign();
  }

  /** Closes log and ledger, as a stop does, and leaves the files. */
  async close(): Promise<void> {
    await this.#ledger?.close();
    await this.#log?.close();
    this.#ledger = undefined;
    this.#log = undefined;
  }

  /** A copy of the data folder as it is now. */
  copy(): string {
    const place = join(this.root, `copy-${this.#places.length}`);
    this.#places.push(place);
    cpSync(this.data, place, { recursive: true });
    return place;
  }

  remove(): void {
    rmSync(this.root, { recursive: true });
  }
}

/** The event of a position: one of 40 plans in turn, each at its next revision. */
const eventAt = (position: number): { stream: string; revision: number; event: NewEvent } => {
  const stream = `plan-00000000-0000-4000-8000-${String(position % STREAMS).padStart(12, '0')}`;
  const revision = Math.floor(position / STREAMS) + 1;
  const time = MORNING + position * 1_000;
  const type = 'patto.persons.PlanSigned.v1';
  const id = `event-${position}`;
  const text = JSON.stringify({
    specversion: '1.0',
    id,
    type,
    subject: stream,
    time: new Date(time).toISOString(),
    revision,
    commandid: `command-${position}`,
    data: { as: 'person', note: 'è'.repeat(position % 7), initiative: 'person' },
  });
  if (position % PERSONAL_EVERY > 0) return { stream, revision, event: { id, type, time, body: text, publicEnd: 0 } };
  const publicEnd = text.length - '}}'.length;
  const body = `${text.slice(0, publicEnd)},"personal":[{"subject":"person-1","part":"words","sealed":"${'0f'.repeat(position % 50)}"}]}}`;
  return { stream, revision, event: { id, type, time, body, publicEnd } };
};

/** Changes the database of a folder by hand, as somebody with the file in their hands can: triggers and unique indexes are no hindrance to them. */
export const byHand = (data: string, change: (database: DatabaseSync) => void): void => {
  const database = new DatabaseSync(join(data, 'events.sqlite'));
  const guards = database.prepare(`SELECT type, name FROM sqlite_schema WHERE sql IS NOT NULL AND type IN ('trigger', 'index')`).all();
  for (const { type, name } of guards) database.exec(`DROP ${type} "${name}"`);
  database.exec('BEGIN');
  change(database);
  database.exec('COMMIT');
  database.close();
};

/** Flips one bit of one byte of a file. */
export const flip = (file: string, at: number): void => {
  const bytes = readFileSync(file);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  writeFileSync(file, bytes);
};

/** All files below a folder with their bytes, by path. */
export const everyFile = (folder: string): Map<string, string> =>
  new Map(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((file) => file.isFile())
      .map((file) => join(file.parentPath, file.name))
      .sort()
      .map((path) => [path.slice(folder.length + 1), readFileSync(path, 'latin1')]),
  );
