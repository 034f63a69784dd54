import { type CloudEvent, Rejection } from '@patto/contracts';
import { randomUUID } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Appended, BEFORE_FIRST, type EventLog, type Guard, type NewEvent, type Page, type Position, type Recorded } from '../log.ts';

/** A log under test. */
export interface OpenedLog {
  readonly log: EventLog;
  /** Closes it and opens it again over the same data. */
  reopen(): Promise<EventLog>;
  /** Closes it and removes its data. */
  destroy(): Promise<void>;
}

export interface SuiteOptions {
  /** How long writers and readers run against each other, in milliseconds. */
  readonly orderMs: number;
  /** How many acts and revocations of what they rely on run against each other. */
  readonly interleavings: number;
}

export type OpenLog = () => Promise<OpenedLog>;

/** 1 March 2027, 09:00: when the examples happen. */
export const MORNING = Date.UTC(2027, 2, 1, 9);

/** A stream that nobody has written to. */
export const newStream = (category: string): string => `${category}-${randomUUID()}`;

export interface Wanted {
  readonly command?: string;
  readonly guards?: readonly Guard[];
  readonly type?: string;
  /** In milliseconds; `MORNING` where it is not said. */
  readonly time?: number;
  /** How many events, 1 where it is not said. */
  readonly count?: number;
  readonly note?: string;
  readonly sealed?: string;
}

/** What JSON may say and engines may stumble over: escapes of what no text holds, separators, marks, what is no character, and what looks like the end of an event. */
export const ODD_NOTES = [
  '\u0000 \ud800 \udfff',
  '\u2028\u2029\u0085\u007f\u000b',
  '\ufeff\ufffe\uffff\ufffd',
  'e\u0301 é \u202e 👩‍👩‍👧 𐀀',
  '\\ \\u0041 %s $1 ? :name \'"',
  ',"personal":[ ]}}',
] as const;

/** One event as the handler would write it. */
export const example = (stream: string, revision: number, command: string, wanted: Wanted = {}): NewEvent => {
  const { type = 'patto.persons.PlanOpened.v1', time = MORNING, note = 'ordinary', sealed } = wanted;
  const id = randomUUID();
  const open: Omit<CloudEvent, 'data'> & { data: Record<string, unknown> } = {
    specversion: '1.0',
    id,
    type,
    source: '/services/persons',
    subject: stream,
    time: new Date(time).toISOString(),
    datacontenttype: 'application/json',
    dataschema: `/schemas/${type}.json`,
    revision,
    partitionkey: stream,
    commandid: command,
    commanddigest: `digest of ${command}`,
    authtype: 'user',
    authid: 'operator-01990000-0000-7000-8000-000000000001',
    data: { note, initiative: 'person', channel: 'self', basedOn: [] },
  };
  const publicText = JSON.stringify(open);
  if (sealed === undefined) return { id, type, time, body: publicText, publicEnd: 0 };
  const publicEnd = publicText.length - '}}'.length;
  const parts = [{ subject: stream, part: 'words', alg: 'A1', iv: '', tag: '', commit: '', sealed }];
  return { id, type, time, body: `${publicText.slice(0, publicEnd)},"personal":${JSON.stringify(parts)}}}`, publicEnd };
};

/** Appends examples to a stream that is expected at a revision. */
export const write = (log: EventLog, stream: string, expected: number, wanted: Wanted = {}): Promise<Appended> => {
  const { command = randomUUID(), guards, count = 1 } = wanted;
  const events = Array.from({ length: count }, (_, index) => example(stream, expected + index + 1, command, wanted));
  return log.append(stream, expected, events, guards ? { command, guards } : { command });
};

export const all = async <Item>(items: AsyncIterable<Item>): Promise<Item[]> => {
  const found: Item[] = [];
  for await (const item of items) found.push(item);
  return found;
};

export const positions = (events: readonly Recorded[]): number[] => events.map(({ position }) => position);

/** 0, 1, 2 … up to and without `end`. */
export const upTo = (end: number): number[] => Array.from({ length: end }, (_, index) => index);

/** Reads a subscription on and on. */
export const following = (pages: AsyncIterable<Page>): Followed => new Followed(pages);

class Followed {
  readonly #found: Recorded[] = [];
  readonly #reading: Promise<void>;
  #through = BEFORE_FIRST;
  #hasEnded = false;

  constructor(pages: AsyncIterable<Page>) {
    this.#reading = this.#read(pages).finally(() => {
      this.#hasEnded = true;
    });
    this.#reading.catch(() => {}); // Who waits for it is told.
  }

  /** Resolves when it has looked through a position. */
  async reached(position: Position): Promise<void> {
    while (this.#through < position && !this.#hasEnded) await nextTurn();
    if (this.#through < position) await this.#reading.then(() => Promise.reject(new Error(`It ended before ${position}.`)));
  }

  /** Ends it by its signal when it has looked through a position. @returns all that it was given */
  async until(position: Position, stop: AbortController): Promise<readonly Recorded[]> {
    await this.reached(position);
    stop.abort();
    await this.#reading;
    return this.#found;
  }

  async #read(pages: AsyncIterable<Page>): Promise<void> {
    for await (const { events, through } of pages) {
      this.#found.push(...events);
      this.#through = through;
    }
  }
}

/** Reads a subscription until it has looked through a position. */
export const until = async (pages: AsyncIterable<Page>, position: number): Promise<Recorded[]> => {
  const found: Recorded[] = [];
  for await (const { events, through } of pages) {
    found.push(...events);
    if (through >= position) break;
  }
  return found;
};

/** How an append ended: `recorded`, the code of a `Rejection`, or the name of the error. */
export const verdict = (append: Promise<Appended>): Promise<string> =>
  append.then(
    () => 'recorded',
    (error: Error) => (error instanceof Rejection ? error.code : error.name),
  );

/** How often each verdict was given. */
export const tally = (verdicts: readonly string[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const one of verdicts) counts[one] = (counts[one] ?? 0) + 1;
  return counts;
};

/** A row of chances that is the same in every run: a linear congruential generator, 32 bits. */
export const chances = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
};
