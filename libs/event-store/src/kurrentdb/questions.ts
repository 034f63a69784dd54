import type { AllStreamResolvedEvent, Filter as ServerFilter, KurrentDBClient, ReadPosition } from '@kurrent/kurrentdb-client';
import { idPattern } from '@patto/contracts';
import type { Filter } from '../log.ts';
import { eachWithin, typeOf } from './calls.ts';
import { OUR_STREAMS, type Stored, stored } from './stored.ts';

/** What the log asks the server; each answer is waited for so long and no longer. */
export class Questions {
  readonly #client: KurrentDBClient;
  readonly #answersWithinMs: number;

  constructor(client: KurrentDBClient, answersWithinMs: number) {
    this.#client = client;
    this.#answersWithinMs = answersWithinMs;
  }

  /** The last event of the log. */
  async last(): Promise<Stored | undefined> {
    const last = this.#client.readAll({ direction: 'backwards', fromPosition: 'end', maxCount: 1, filter: byStream(OUR_STREAMS) });
    for await (const { event } of eachWithin(this.#answersWithinMs, last)) if (event) return stored(event);
    return undefined;
  }

  async revision(stream: string): Promise<number> {
    for await (const { revision } of this.#stream(stream, { direction: 'backwards', fromRevision: 'end', maxCount: 1 })) return revision;
    return 0;
  }

  /** The events of a stream from a revision on, at most so many. */
  stream(stream: string, from: number, most: number): AsyncIterable<Stored> {
    return this.#stream(stream, { direction: 'forwards', fromRevision: BigInt(Math.max(from, 1) - 1), maxCount: most });
  }

  /** Events from an offset in the server's log on, at most so many, of these categories or of all; those that share a transaction with it come along. */
  async *all(categories: Filter['categories'], from: number | undefined, most: number): AsyncIterable<Stored> {
    const names = categories === undefined ? OUR_STREAMS : idPattern(...categories);
    const events = this.#client.readAll({ direction: 'forwards', fromPosition: placeFrom(from), maxCount: most, filter: byStream(names) });
    for await (const { event } of eachWithin<AllStreamResolvedEvent>(this.#answersWithinMs, events)) if (event) yield stored(event);
  }

  async *#stream(name: string, options: Parameters<KurrentDBClient['readStream']>[1]): AsyncIterable<Stored> {
    try {
      for await (const { event } of eachWithin(this.#answersWithinMs, this.#client.readStream(name, options))) if (event) yield stored(event);
    } catch (error) {
      if (typeOf(error) !== 'stream-not-found') throw error;
    }
  }
}

/** The server looks only at streams whose names match. */
export const byStream = (regex: string): ServerFilter => ({ filterOn: 'streamName', regex, checkpointInterval: 32 });

/** An event's offset as a place to read from: its commit is never before it, so nothing after is left out. */
export const placeFrom = (offset: number | undefined): ReadPosition => (offset === undefined ? 'start' : { commit: BigInt(offset), prepare: BigInt(offset) });
