import type { AllStreamSubscription, KurrentDBClient } from '@kurrent/kurrentdb-client';
import { setTimeout as delay } from 'node:timers/promises';
import { BEFORE_FIRST, type Position, Recorded } from '../log.ts';
import { News } from '../news.ts';
import { NotThere } from '../outage.ts';
import { byStream, placeFrom } from './questions.ts';
import { RecordedTimes } from './recorded-times.ts';
import { OUR_STREAMS, type Stored, stored } from './stored.ts';

/** The wait before the server is asked again for what it records. */
const AGAIN_MS = 100;

/** Follows the whole log once for all who read it in this process, from its first event: what it has taken in is where it goes on after a drop. */
export class Watch {
  readonly news = new News();
  readonly times = new RecordedTimes();
  readonly #client: KurrentDBClient;
  readonly #silenceMs: number;
  readonly #onFatal: (error: Error) => void;
  /** Where events are whose streams do not tell it. */
  readonly #places = new Map<string, Position>();
  readonly #closing = new AbortController();
  readonly #following: Promise<void>;
  #subscription: AllStreamSubscription | undefined;
  #through: Position = BEFORE_FIRST;
  #subscribed = 0;
  #broken: Error | undefined;

  /** @param silenceMs so long it may take in nothing while something is known to be there */
  constructor(client: KurrentDBClient, silenceMs: number, onFatal: (error: Error) => void) {
    this.#client = client;
    this.#silenceMs = silenceMs;
    this.#onFatal = onFatal;
    this.#following = this.#follow();
  }

  /** The last position that was taken in. */
  get through(): Position {
    return this.#through;
  }

  /** How often the server was asked to tell what it records. */
  get subscribed(): number {
    return this.#subscribed;
  }

  /** Why nothing more is taken in, where that is so. */
  get broken(): Error | undefined {
    return this.#broken;
  }

  /** Resolves when a position was taken in. @throws NotThere when nothing comes any more */
  async reached(position: Position): Promise<void> {
    await this.#until(() => this.#through >= position);
  }

  /** The position of an event of a stream. */
  async placed({ position, stream, revision }: Stored): Promise<Position> {
    if (position !== undefined) return position;
    const name = `${stream}@${revision}`;
    await this.#until(() => this.#places.has(name));
    return this.#places.get(name) as Position;
  }

  /** An event with its place and its recorded time. */
  async recorded(event: Stored): Promise<Recorded> {
    const position = await this.placed(event);
    await this.reached(position);
    const { stream, revision, type, time, body, publicEnd } = event;
    return new Recorded(position, stream, revision, type, this.times.at(position, time), body, publicEnd);
  }

  async close(): Promise<void> {
    this.#closing.abort();
    this.#end();
    await this.#following;
    this.news.announce();
  }

  async #until(isSo: () => boolean): Promise<void> {
    while (!isSo()) {
      if (this.#broken) throw this.#broken;
      if (this.#closing.signal.aborted) throw new NotThere('The event log is closed.');
      const before = this.#through;
      await this.news.next(AbortSignal.any([this.#closing.signal, AbortSignal.timeout(this.#silenceMs)]));
      if (isSo() || this.#through > before || this.#closing.signal.aborted) continue;
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
    this.#subscribed += 1;
    const subscription = this.#client.subscribeToAll({ fromPosition: placeFrom(this.#through), filter: byStream(OUR_STREAMS) });
    this.#subscription = subscription;
    // Neither `checkpointReached` nor `caughtUp` is heard: both run ahead of what was taken in.
    for await (const { event } of subscription) if (event && !this.#take(event)) return;
  }

  /** Takes in one event. @returns whether it goes on */
  #take(event: Parameters<typeof stored>[0]): boolean {
    try {
      const { position = BEFORE_FIRST, time, stream, revision } = stored(event);
      if (position <= this.#through) return true;
      this.times.add(position, time);
      if (event.position && event.position.commit !== event.position.prepare) this.#places.set(`${stream}@${revision}`, position);
      this.#through = position;
    } catch (error) {
      this.#broken = error as Error;
      this.#onFatal(this.#broken);
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
