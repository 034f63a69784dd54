import type { AllStreamSubscription, KurrentDBClient, RecordedEvent } from '@kurrent/kurrentdb-client';
import { setTimeout as delay } from 'node:timers/promises';
import { type Position, Recorded } from '../log.ts';
import { News } from '../news.ts';
import { NotThere } from '../outage.ts';
import { Tail } from '../tail.ts';
import { Order } from './order.ts';
import { byStream, placeFrom } from './questions.ts';
import { RecordedTimes } from './recorded-times.ts';
import { OUR_STREAMS, offsetOf, type Stored, stored } from './stored.ts';
import { Waiting } from './waiting.ts';

/** The wait before the server is asked again for what it records. */
const AGAIN_MS = 100;

/** Follows the whole log once for all who read it in this process, from its first event: what it has taken in is where it goes on after a drop. */
export class Watch {
  readonly news = new News();
  readonly times = new RecordedTimes();
  readonly order = new Order();
  readonly tail = new Tail();
  readonly #client: KurrentDBClient;
  readonly #silenceMs: number;
  readonly #onFatal: (error: Error) => void;
  readonly #waiting = new Waiting();
  readonly #closing = new AbortController();
  readonly #following: Promise<void>;
  #subscription: AllStreamSubscription | undefined;
  #broken: Error | undefined;

  /** @param silenceMs so long it may take in nothing while something is known to be there */
  constructor(client: KurrentDBClient, silenceMs: number, onFatal: (error: Error) => void) {
    this.#client = client;
    this.#silenceMs = silenceMs;
    this.#onFatal = onFatal;
    this.#following = this.#follow();
  }

  /** Why nothing more is taken in, where that is so. */
  get broken(): Error | undefined {
    return this.#broken;
  }

  /** The position of an event that the server holds, once it was taken in. @throws NotThere when nothing comes any more */
  async placed(event: Pick<Stored, 'stream' | 'revision'>): Promise<Position> {
    await this.#until(() => this.order.of(event) !== undefined);
    return this.order.of(event) as Position;
  }

  /** An event that has this position, with its recorded time. */
  recorded({ stream, revision, type, time, body, publicEnd }: Stored, position: Position): Recorded {
    return new Recorded(position, stream, revision, type, this.times.at(position, time), body, publicEnd);
  }

  async close(): Promise<void> {
    this.#closing.abort();
    this.#end();
    await this.#following;
    this.#waiting.wakeAll();
    this.news.announce();
  }

  async #until(isSo: () => boolean): Promise<void> {
    while (!isSo()) {
      if (this.#broken) throw this.#broken;
      if (this.#closing.signal.aborted) throw new NotThere('The event log is closed.');
      const before = this.order.last;
      await this.#waiting.until(isSo, this.#silenceMs);
      if (isSo() || this.order.last > before || this.#broken || this.#closing.signal.aborted) continue;
      this.#end(); // It says nothing though there is something: it is asked anew.
      throw new NotThere(`KurrentDB told nothing of what it records for ${this.#silenceMs / 1_000} seconds.`);
    }
  }

  async #follow(): Promise<void> {
    const { signal } = this.#closing;
    while (!signal.aborted && !this.#broken) {
      await this.#listen().catch(() => {}); // A drop: it goes on from what was taken in.
      await delay(AGAIN_MS, undefined, { signal }).catch(() => {});
    }
  }

  async #listen(): Promise<void> {
    const { order } = this;
    const subscription = this.#client.subscribeToAll({ fromPosition: placeFrom(order.offsetOf(order.last)), filter: byStream(OUR_STREAMS) });
    this.#subscription = subscription;
    // Neither `checkpointReached` nor `caughtUp` is heard: both run ahead of what was taken in.
    for await (const { event } of subscription) if (event && !this.#take(event)) return;
  }

  /** Takes in one event. @returns whether it goes on */
  #take(event: RecordedEvent): boolean {
    try {
      const found = stored(event);
      const position = this.order.take(found, offsetOf(event));
      if (position === undefined) return true;
      this.times.add(position, found.time);
      this.tail.add([this.recorded(found, position)]);
      this.#waiting.look();
    } catch (error) {
      this.#broken = error as Error;
      this.#onFatal(this.#broken);
      this.#waiting.wakeAll();
    }
    this.news.announce();
    return this.#broken === undefined;
  }

  #end(): void {
    const subscription = this.#subscription;
    this.#subscription = undefined;
    // The client hides a cancellation from who reads, so the reading is ended by itself.
    void subscription?.unsubscribe().catch(() => {});
    subscription?.destroy();
  }
}
