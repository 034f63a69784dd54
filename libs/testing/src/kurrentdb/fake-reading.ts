import type { ReadReq, ReadResp } from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_pb.js';
import streams from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_pb.js';
import { type ServerWritableStream, status } from '@grpc/grpc-js';
import type { FakeEvent, FakeEvents } from './fake-events.ts';
import type { Faults } from './fake-faults.ts';
import { eventMessage, failure, notFoundMessage, subscribedMessages, wantedIn } from './fake-messages.ts';

type ReadCall = ServerWritableStream<ReadReq, ReadResp>;

/** How the fake answers those who read: a stream, the whole log, or the whole log from now on. */
export class FakeReading {
  readonly #events: FakeEvents;
  readonly #faults: Faults;
  readonly #subscriptions = new Set<ReadCall>();
  /** Each subscription is dropped after so many events. */
  dropAfter = Number.MAX_SAFE_INTEGER;
  /** Subscriptions are told nothing more. */
  isHushed = false;
  /** So many of the last events are not among what is read forwards, as where a node answers that is behind. */
  behindBy = 0;

  constructor(events: FakeEvents, faults: Faults) {
    this.#events = events;
    this.#faults = faults;
  }

  /** Ends all subscriptions, as a server does that is restarted or falls behind. */
  drop(): void {
    for (const call of this.#subscriptions) this.#end(call);
  }

  read = (call: ReadCall): void => {
    const options = call.request.getOptions();
    const fault = this.#faults.next(options?.hasSubscription() ? 'subscribe' : 'read');
    if (fault === 'unavailable' || !options) call.emit('error', failure(status.UNAVAILABLE, 'The server is unavailable.'));
    else if (fault === 'denied') call.emit('error', failure(status.PERMISSION_DENIED, 'This user may not.'));
    else if (fault) return;
    else if (options.hasSubscription()) this.#subscribe(call, options);
    else this.#answer(call, options);
  };

  #answer(call: ReadCall, options: ReadReq.Options): void {
    const isBackwards = options.getReadDirection() === streams.ReadReq.Options.ReadDirection.BACKWARDS;
    const name = Buffer.from(options.getStream()?.getStreamIdentifier()?.getStreamName_asU8() ?? []).toString();
    const all = isBackwards || this.behindBy === 0 ? this.#events.all : this.#events.all.slice(0, -this.behindBy);
    const found = options.hasStream() ? this.#events.stream(name) : all;
    if (options.hasStream() && found.length === 0) call.write(notFoundMessage(name));
    const [isWanted, most] = [wantedIn(options), Number(options.getCount())];
    const step = isBackwards ? -1 : 1;
    let told = 0;
    for (let index = this.#startOf(options, found, isBackwards); index >= 0 && index < found.length && told < most; index += step) {
      const event = found[index] as FakeEvent;
      if (!isWanted(event)) continue;
      // A stream does not tell the place of what was recorded in a transaction.
      call.write(eventMessage(event, options.hasAll() || event.commit === event.prepare));
      told += 1;
    }
    call.end();
  }

  #startOf(options: ReadReq.Options, found: readonly FakeEvent[], isBackwards: boolean): number {
    const [stream, all] = [options.getStream(), options.getAll()];
    if (stream?.hasEnd() || all?.hasEnd()) return isBackwards ? found.length - 1 : found.length;
    if (stream?.hasRevision()) return Number(stream.getRevision());
    const position = all?.getPosition();
    return position ? this.#events.indexFrom(Number(position.getCommitPosition()), Number(position.getPreparePosition())) : 0;
  }

  #subscribe(call: ReadCall, options: ReadReq.Options): void {
    this.#faults.count('subscribed');
    this.#subscriptions.add(call);
    const position = options.getAll()?.getPosition();
    const [commit, prepare] = [Number(position?.getCommitPosition() ?? -1), Number(position?.getPreparePosition() ?? -1)];
    let next = position ? this.#events.indexFrom(commit, prepare + 1) : 0;
    let left = this.dropAfter;
    const isWanted = wantedIn(options);
    for (const message of subscribedMessages(this.#events.all.at(-1))) call.write(message);
    const tell = (): void => {
      for (; next < this.#events.all.length && !this.isHushed && this.#subscriptions.has(call); next += 1) {
        const event = this.#events.all[next] as FakeEvent;
        if (!isWanted(event)) continue;
        call.write(eventMessage(event, true));
        left -= 1;
        if (left <= 0) this.#end(call);
      }
    };
    const stop = this.#events.listen(tell);
    call.on('cancelled', () => this.#subscriptions.delete(call));
    for (const end of ['close', 'cancelled', 'error']) call.on(end, stop);
    tell();
  }

  #end(call: ReadCall): void {
    this.#subscriptions.delete(call);
    this.#faults.count('dropped');
    call.emit('error', failure(status.UNAVAILABLE, 'The subscription was dropped.'));
  }
}
