import type { Row } from './rows.ts';

/** What the checks read of an event. */
export interface Envelope {
  readonly specversion?: unknown;
  readonly id?: unknown;
  readonly type?: unknown;
  readonly subject?: unknown;
  readonly revision?: unknown;
  readonly commandid?: unknown;
  readonly time?: unknown;
  readonly causationid?: unknown;
  readonly allowedby?: unknown;
  readonly data?: { readonly personal?: unknown; readonly basedOn?: unknown; readonly ledgers?: unknown };
}

/** A ledger that the first event of an installation names, with the key that it is signed with. */
export interface DeclaredLedger {
  readonly origin: string;
  readonly verifierKey: string;
}

const MOST_LAG_MS = 5_000; // a writer whose clock is further behind the log refuses to write
const UUID_LENGTH = 36;
const PERSONAL = ',"personal":[';
const INSTANT = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/;
const CITATION = /^(.+)@([1-9]\d{0,14})$/;
const PLACE = /#\/[^@]+$/; // in the data of what is cited
const BEGINNING = 'patto.partnerships.DeploymentInitialised.v1';

/**
 * Reads the events of a log in order, and says what is wrong with each.
 * What it remembers, and what grows with the log, is one number a stream and the ids that are named as causes.
 */
export class LogRules {
  /** The ledgers that the log says there are; undefined where it does not say. */
  ledgers: readonly DeclaredLedger[] | undefined;
  readonly #revisions = new Map<string, number>();
  readonly #causes = new Set<string>();
  #recordedAt = Number.NEGATIVE_INFINITY;
  #unread = 0;

  constructor(
    /** The log that this one cites beside itself, read to its end: accesses rest on what happened. `unknown` where it was not. */
    readonly cited?: LogRules | 'unknown',
  ) {}

  /** Streams seen so far. */
  get streams(): number {
    return this.#revisions.size;
  }

  /** The next event of the log cannot be read, so that a later one of its stream may seem to come too early. */
  skip(): void {
    this.#unread += 1;
  }

  /** What is wrong with the next event of the log, in itself and after those before it. */
  faultsOf(event: Envelope | undefined): string[] {
    if (!event) return ['it is not a JSON object'];
    const faults: string[] = [];
    const { subject, revision, time } = event;
    if (event.specversion !== '1.0' || typeof event.id !== 'string' || typeof event.type !== 'string')
      faults.push('it is not a CloudEvent 1.0 with an id and a type');
    if (typeof subject !== 'string' || typeof revision !== 'number') {
      faults.push('it does not say its stream and revision');
    } else {
      const before = this.#revisions.get(subject) ?? 0;
      if (!Number.isSafeInteger(revision) || revision <= before || revision > before + 1 + this.#unread)
        faults.push(`it is revision ${revision} of ${subject}, after revision ${before}`);
      this.#revisions.set(subject, revision);
    }
    faults.push(...this.#causeFaults(event));
    if (event.type === BEGINNING) this.ledgers ??= declaredIn(event);
    const instant = instantOf(time);
    if (Number.isNaN(instant)) return [...faults, 'its time is not an instant in UTC with milliseconds'];
    if (instant < this.#recordedAt - MOST_LAG_MS) faults.push('its time is more than 5 s behind an event before it');
    this.#recordedAt = Math.max(this.#recordedAt, instant);
    return faults;
  }

  /** What an event came of, and what it rests on, was recorded before it. */
  #causeFaults({ id, causationid: cause, allowedby, data }: Envelope): string[] {
    const faults: string[] = [];
    if (typeof cause === 'string') this.#causes.add(cause);
    if (typeof id === 'string' && this.#causes.has(id)) faults.push(cause === id ? 'it names itself as its cause' : 'an event before it names it as its cause');
    const allowed = typeof allowedby === 'string' ? [allowedby.replace(PLACE, '')] : [];
    for (const citation of [...(Array.isArray(data?.basedOn) ? data.basedOn : []), ...allowed]) {
      const [, stream = '', revision] = CITATION.exec(String(citation)) ?? [];
      if (revision === undefined) faults.push('what it rests on is not a stream with a revision');
      else if (!this.#isOnRecord(stream, Number(revision))) faults.push(`it rests on ${stream}@${revision}, which is not recorded before it`);
    }
    return faults;
  }

  #isOnRecord(stream: string, revision: number): boolean {
    if (this.#unread > 0 || this.cited === 'unknown') return true; // it may stand where nothing could be read
    return revision <= (this.#revisions.get(stream) ?? 0) || this.#isCited(stream, revision);
  }

  #isCited(stream: string, revision: number): boolean {
    return this.cited instanceof LogRules && this.cited.#isOnRecord(stream, revision);
  }

  /** Which columns of a row do not say what the event in its body says; call it after `faultsOf`, which moves the recorded time. */
  wrongColumns(row: Row, event: Envelope): string[] {
    const right: Record<string, boolean> = {
      stream: row.stream === event.subject,
      revision: row.revision === event.revision,
      type: row.type === event.type,
      id: row.id === event.id,
      command: row.command === event.commandid,
      category: row.stream === `${row.category}-${row.stream.slice(-UUID_LENGTH)}`,
      recorded_at: row.recorded_at === this.#recordedAt,
      public_end: isPublicEnd(row, event),
    };
    return Object.keys(right).filter((column) => !right[column]);
  }
}

const declaredIn = ({ data }: Envelope): DeclaredLedger[] =>
  (Array.isArray(data?.ledgers) ? data.ledgers : []).filter(
    (one: Partial<DeclaredLedger> | null) => typeof one?.origin === 'string' && typeof one.verifierKey === 'string',
  );

/** Milliseconds of the Unix epoch; not a number where it is written otherwise, or is a day that there is not. */
const instantOf = (time: unknown): number => {
  const instant = typeof time === 'string' && INSTANT.test(time) ? Date.parse(time) : Number.NaN;
  return Number.isNaN(instant) || new Date(instant).toISOString() === time ? instant : Number.NaN;
};

/** Reads an event without trusting it; undefined where it is no JSON object. */
export const envelopeOf = (entry: Uint8Array): Envelope | undefined => {
  try {
    const event: unknown = JSON.parse(Buffer.from(entry.buffer, entry.byteOffset, entry.byteLength).toString());
    return typeof event === 'object' && event !== null ? event : undefined;
  } catch {
    return undefined;
  }
};

/** The public form is the text before the sealed part, closed again; 0 where nothing is sealed. It counts UTF-16 code units. */
const isPublicEnd = ({ body, public_end: end }: Row, event: Envelope): boolean => {
  if (event.data?.personal === undefined) return end === 0;
  const text = Buffer.from(body).toString();
  const open = envelopeOf(Buffer.from(`${text.slice(0, end)}}}`));
  return text.startsWith(PERSONAL, end) && open?.data !== undefined && open.data.personal === undefined;
};
