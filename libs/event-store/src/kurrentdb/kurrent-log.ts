import type { KurrentDBClient } from '@kurrent/kurrentdb-client';
import { setTimeout as delay } from 'node:timers/promises';
import { type AppendOptions, BEFORE_FIRST, type EventLog, type Filter, type NewEvent, type Page, type Position, type Recorded } from '../log.ts';
import type { ExportedEvent } from '../exported-event.ts';
import { isOutage } from '../outage.ts';
import { CommandFolds } from './command-folds.ts';
import { Pages } from './pages.ts';
import { Questions } from './questions.ts';
import { restoreInto } from './restore.ts';
import { type Send, sendAtomically, sendChecked } from './sending.ts';
import { Streams } from './streams.ts';
import { Watch } from './watch.ts';
import { Writer } from './writer.ts';

/** Events that one question brings. */
const PAGE = 1_000;
/** The wait before a server that was away is asked again, in milliseconds. */
const AGAIN_MS = 100;
/** The event log over two open connections. */
export class KurrentLog implements EventLog {
  readonly capabilities: EventLog['capabilities'];
  readonly #client: KurrentDBClient;
  readonly #following: KurrentDBClient;
  readonly #answersWithinMs: number;
  readonly #questions: Questions;
  readonly #watch: Watch;
  readonly #pages: Pages;
  readonly #streams: Streams;
  readonly #folds: CommandFolds;
  readonly #send: Send;
  readonly #writer: Writer;
  #isReady = false;
  #closing: Promise<void> | undefined;

  constructor(client: KurrentDBClient, following: KurrentDBClient, guards: 'atomic' | 'checked', onFatal: (error: Error) => void, answersWithinMs: number) {
    this.capabilities = { densePositions: true, guards };
    this.#client = client;
    this.#following = following;
    this.#answersWithinMs = answersWithinMs;
    this.#questions = new Questions(client, answersWithinMs);
    this.#watch = new Watch(following, answersWithinMs, (error) => {
      if (this.#isReady) onFatal(error); // Until then it is the opening that fails.
    });
    this.#pages = new Pages(this.#questions, this.#watch);
    this.#streams = new Streams(this.#questions, this.#watch);
    this.#folds = new CommandFolds(this.#streams, this.#pages, this.#watch);
    this.#send = guards === 'atomic' ? sendAtomically(client, answersWithinMs) : sendChecked(client, this.#questions, answersWithinMs);
    this.#writer = new Writer({ send: this.#send, guards, folds: this.#folds, followed: () => this.head(), followedTime: () => this.#watch.times.latest });
  }

  /** Resolves when all that is recorded was read through. */
  async ready(): Promise<void> {
    await this.head();
    this.#isReady = true;
  }

  append(stream: string, expected: number, events: readonly NewEvent[], options: AppendOptions) {
    return this.#writer.append(stream, expected, events, options);
  }

  outcome(command: string) {
    return this.#writer.outcome(command);
  }

  async *read(stream: string, range: { readonly from?: number; readonly to?: number; readonly limit?: number } = {}): AsyncIterable<Recorded> {
    const { from = 1, to = Number.MAX_SAFE_INTEGER, limit = Number.MAX_SAFE_INTEGER } = range;
    const most = Math.min(limit, to - Math.max(from, 1) + 1);
    if (most <= 0) return;
    yield* this.#streams.read(stream, from, most);
  }

  async *readAll({ after = BEFORE_FIRST, limit = Number.MAX_SAFE_INTEGER, ...filter }: Filter & { readonly after?: Position; readonly limit?: number } = {}) {
    const until = await this.head();
    let [at, left] = [after, limit];
    while (at < until && left > 0) {
      const { events, through } = await this.#pages.page(filter, at, until, Math.min(PAGE, left));
      yield* events;
      left -= events.length;
      at = through;
    }
  }

  async *subscribe(from: Filter & { readonly after?: Position; readonly pageSize?: number }, signal: AbortSignal): AsyncIterable<Page> {
    const { after = BEFORE_FIRST, pageSize = PAGE, ...filter } = from;
    let at = after;
    while (!signal.aborted && !this.#closing) {
      if (this.#watch.broken) throw this.#watch.broken;
      const until = this.#watch.order.last;
      if (at >= until) {
        await this.#watch.news.next(signal);
        continue;
      }
      const found = await this.#pages.page(filter, at, until, pageSize).catch((error: unknown) => {
        if (!isOutage(error)) throw error;
      });
      if (found) {
        at = found.through;
        yield found;
      } else await delay(AGAIN_MS, undefined, { signal }).catch(() => {}); // It goes on from what was handed out.
    }
  }

  /** Once all up to it was followed. */
  async head() {
    const last = await this.#questions.last();
    return last ? this.#watch.placed(last) : BEFORE_FIRST;
  }

  revision(stream: string) {
    return this.#questions.revision(stream);
  }

  async positionAt(instant: number) {
    const until = await this.head();
    let last = this.#watch.times.markBefore(instant);
    for await (const { position, recordedAt } of this.readAll({ after: last })) {
      if (recordedAt > instant || position > until) break;
      last = position;
    }
    return last;
  }

  async restore(bodies: AsyncIterable<string>) {
    if ((await this.head()) !== BEFORE_FIRST) throw new Error('Only an empty event log can be restored into. Choose an empty KurrentDB.');
    const { guards } = this.capabilities;
    const placed = (event: Pick<ExportedEvent, 'stream' | 'revision'>) => this.#watch.placed(event);
    const parts = { client: this.#client, send: this.#send, guards, placed, answersWithinMs: this.#answersWithinMs };
    await this.#writer.alone(() => restoreInto(bodies, parts));
  }

  close(): Promise<void> {
    this.#closing ??= (async () => {
      await this.#writer.finish('The event log is closed.');
      await this.#watch.close();
      await Promise.all([this.#client.dispose(), this.#following.dispose()]);
    })();
    return this.#closing;
  }
}
