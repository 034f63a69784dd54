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
  readonly data?: { readonly personal?: unknown };
}

const MOST_LAG_MS = 5_000; // a writer whose clock is further behind the log refuses to write
const UUID_LENGTH = 36;
const PERSONAL = ',"personal":[';

/**
 * Reads the events of a log in order, and says what is wrong with each.
 * It remembers one number a stream: the only memory that grows with the log.
 */
export class EventOrder {
  readonly #revisions = new Map<string, number>();
  #recordedAt = Number.NEGATIVE_INFINITY;
  #unread = 0;

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
      if (revision <= before || revision > before + 1 + this.#unread) faults.push(`it is revision ${revision} of ${subject}, after revision ${before}`);
      this.#revisions.set(subject, revision);
    }
    const instant = typeof time === 'string' ? Date.parse(time) : Number.NaN;
    if (Number.isNaN(instant)) return [...faults, 'its time is not an instant'];
    if (instant < this.#recordedAt - MOST_LAG_MS) faults.push('its time is more than 5 s behind an event before it');
    this.#recordedAt = Math.max(this.#recordedAt, instant);
    return faults;
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
