import type { CloudEvent } from '@patto/contracts';

/** A place in the log: dense from 0 in commit order. -1 is before the first. Safe integers, so numbers and not bigints. */
export type Position = number;
export const BEFORE_FIRST: Position = -1;

/** At most so many bytes in one event: the ledger's entry bundles give a length in 16 bits. */
export const MOST_EVENT_BYTES = 65_535;
/** A writer whose clock is further behind the head of the log than this refuses to write. */
export const MOST_CLOCK_LAG_MS = 5_000;

/** An event as it is appended: its final text, made once, and what is indexed of it. */
export interface NewEvent {
  readonly id: string;
  readonly type: string;
  /** When it is recorded, in milliseconds of the Unix epoch; the same moment as the `time` in its body. */
  readonly time: number;
  readonly body: string;
  /** Where the sealed part begins: the public form is the text before it, closed by `}}`. 0 where nothing is sealed. */
  readonly publicEnd: number;
}

/** A recorded event: the exact text that was appended and its place. */
export class Recorded {
  #event: CloudEvent | undefined;

  constructor(
    readonly position: Position,
    readonly stream: string,
    readonly revision: number,
    readonly type: string,
    /** The recorded time of the position: the running maximum of `time` up to it, in milliseconds. */
    readonly recordedAt: number,
    readonly body: string,
    readonly publicEnd: number,
  ) {}

  /** The parsed event; parsed when first asked for. @throws Error where it says that it is of another stream or type than it was found by */
  get event(): CloudEvent {
    this.#event ??= this.#parsed();
    return this.#event;
  }

  /** The text without its sealed part: what listeners are told. */
  get publicForm(): string {
    return this.publicEnd === 0 ? this.body : `${this.body.slice(0, this.publicEnd)}}}`;
  }

  #parsed(): CloudEvent {
    const event = JSON.parse(this.body) as CloudEvent;
    if (event.subject === this.stream && event.type === this.type) return event;
    throw new Error(`The event at position ${this.position} was recorded as ${this.type} of ${this.stream}, and says ${event.type} of ${event.subject}.`);
  }
}

/** Another stream that must still be at this revision when the events are recorded; 0: it must not exist. */
export interface Guard {
  readonly stream: string;
  readonly revision: number;
}

export interface AppendOptions {
  /** A command is recorded once in the whole log: all of it in one stream. */
  readonly command: string;
  readonly guards?: readonly Guard[];
}

export interface Appended {
  /** The stream's revision after the append. */
  readonly revision: number;
  /** The position of its last event. */
  readonly position: Position;
  /** The ids of the events. */
  readonly ids: readonly string[];
}

/** What a command recorded when it first came, rebuilt from its events. */
export interface Outcome extends Appended {
  /** Where it did. */
  readonly stream: string;
  readonly digest: string;
}

export interface Filter {
  readonly categories?: readonly string[];
  readonly types?: readonly string[];
}

/** Events in order, and how far the log was looked through to find them: a filter may leave a page empty and still move on. */
export interface Page {
  readonly events: readonly Recorded[];
  readonly through: Position;
}

/** The stream was not at the expected revision. */
export class WrongRevision extends Error {
  override readonly name = 'WrongRevision';
  constructor(
    readonly stream: string,
    readonly expected: number,
    readonly actual: number,
  ) {
    super(`${stream} is at revision ${actual}, not ${expected}.`);
  }
}

/** Something that the decision relied on has moved. */
export class GuardMoved extends Error {
  override readonly name = 'GuardMoved';
  constructor(
    readonly guard: Guard,
    readonly actual: number,
  ) {
    super(`${guard.stream} is at revision ${actual}, not ${guard.revision}.`);
  }
}

/** The command was recorded before, in this stream or another; this is what it recorded then. */
export class AlreadyRecorded extends Error {
  override readonly name = 'AlreadyRecorded';
  constructor(readonly outcome: Outcome) {
    super('This command was recorded before.');
  }
}

/** Nothing more is acknowledged: a write failed, and what the disk holds is known only after a restart. */
export class LogStopped extends Error {
  override readonly name = 'LogStopped';
}

/** The event log: the only truth. Every engine passes the conformance suite in `@patto/event-store/conformance`. */
export interface EventLog {
  /** What the engine promises. `guards`: in the same commit, or read again just before, so that another process may come in between. */
  readonly capabilities: { readonly densePositions: true; readonly guards: 'atomic' | 'checked' };

  /**
   * Appends all of these events to one stream, or none, and resolves when they are durable.
   * @param expected the stream's revision before; 0 for a new stream
   * @throws AlreadyRecorded (checked first), WrongRevision, GuardMoved, LogStopped; a `Rejection` `clock-behind` or `event-too-large`
   */
  append(stream: string, expected: number, events: readonly NewEvent[], options: AppendOptions): Promise<Appended>;

  /** What this command recorded, if it did, in whichever stream. */
  outcome(command: string): Promise<Outcome | undefined>;

  /** The events of one stream, by revision; `from` and `to` are inclusive. */
  read(stream: string, range?: { readonly from?: number; readonly to?: number; readonly limit?: number }): AsyncIterable<Recorded>;

  /** All events after a position, in order of position. */
  readAll(range?: Filter & { readonly after?: Position; readonly limit?: number }): AsyncIterable<Recorded>;

  /** Catches up from a position, then goes on live until the signal; the reader pulls, page by page. Pages may be empty. */
  subscribe(from: Filter & { readonly after?: Position; readonly pageSize?: number }, signal: AbortSignal): AsyncIterable<Page>;

  /** The position of the last event; -1 of an empty log. */
  head(): Promise<Position>;

  /** The revision of a stream; 0 where it does not exist. */
  revision(stream: string): Promise<number>;

  /** The last position recorded by an instant (milliseconds); -1 where there is none. */
  positionAt(instant: number): Promise<Position>;

  /** Brings an exported log (newline-delimited event bodies, in order) into an empty store, byte for byte. */
  restore(bodies: AsyncIterable<string>): Promise<void>;

  close(): Promise<void>;
}
