import { Rejection } from '@patto/contracts';
import {
  type Appended,
  AlreadyRecorded,
  type EventLog,
  type Guard,
  GuardMoved,
  LogStopped,
  MOST_CLOCK_LAG_MS,
  MOST_EVENT_BYTES,
  type Outcome,
  WrongRevision,
} from '../log.ts';
import { malformedPart, type Request } from '../request.ts';
import { Turns } from '../turns.ts';
import type { CommandFolds } from './command-folds.ts';
import type { Moved, Send } from './sending.ts';

/** The server takes no other event ids. */
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export interface WriterParts {
  readonly send: Send;
  readonly guards: EventLog['capabilities']['guards'];
  readonly folds: CommandFolds;
  /** Resolves when all that the server holds now was followed. @throws NotThere */
  readonly followed: () => Promise<unknown>;
  /** The recorded time of the last event that was followed, in milliseconds. */
  readonly followedTime: () => number;
}

/** Appends, one after another for each stream and each command: what is not recorded has a verdict of the contract, and what is was seen in the log. */
export class Writer {
  readonly #its: WriterParts;
  readonly #turns = new Turns();
  readonly #working = new Set<Promise<unknown>>();
  #ownTime = Number.NEGATIVE_INFINITY;
  /** Appends that ended without an answer, and how many of them had ended when the log was last followed to its end. */
  #unanswered = 0;
  #settled = 0;
  #stopped: LogStopped | undefined;

  constructor(its: WriterParts) {
    this.#its = its;
  }

  append: EventLog['append'] = async (stream, expected, events, options) => {
    if (this.#stopped) throw this.#stopped;
    const request = { stream, expected, events, options };
    const malformed = malformedPart(request) ?? (events.every(({ id }) => UUID.test(id)) ? undefined : 'The id of an event is a UUID.');
    if (malformed) throw new TypeError(malformed);
    const work = this.#inTurn(request);
    this.#working.add(work);
    return work.finally(() => this.#working.delete(work));
  };

  /** What a command recorded, in whichever stream; what may have been recorded without an answer is followed first. @throws NotThere */
  async outcome(command: string): Promise<Outcome | undefined> {
    const unanswered = this.#unanswered;
    if (unanswered > this.#settled) {
      await this.#its.followed();
      this.#settled = Math.max(this.#settled, unanswered);
    }
    return this.#its.folds.outcome(command);
  }

  /** Ends what was begun, then takes nothing more. */
  async finish(why: string): Promise<void> {
    this.#stopped ??= new LogStopped(why);
    await Promise.allSettled(this.#working);
  }

  /** Lets this work have the log for itself; appends are refused until it has ended, and for good when it fails. @throws LogStopped */
  async alone(work: () => Promise<void>): Promise<void> {
    if (this.#stopped) throw this.#stopped;
    await this.finish('The event log is not restored to its end.');
    await work();
    this.#stopped = undefined;
  }

  /**
   * A command of this process goes to one stream at a time. Where the server does not check what is relied on, nothing of this process moves it meanwhile.
   * Turns are taken in one order, so that none waits for another.
   */
  #inTurn(request: Request): Promise<Appended> {
    const { stream, options } = request;
    const relied = this.#its.guards === 'atomic' ? [] : (options.guards ?? []).map((guard) => guard.stream);
    const inTurn = (left: readonly string[]): Promise<Appended> => {
      const [first, ...others] = left;
      return first === undefined ? this.#append(request) : this.#turns.take(first, () => inTurn(others));
    };
    return inTurn([...new Set([stream, options.command, ...relied])].sort());
  }

  async #append(request: Request): Promise<Appended> {
    const { stream, expected, options } = request;
    const { folds } = this.#its;
    // The fold knows all up to `expected`, so an append that is taken there shows that the command was not recorded in this stream before.
    const remembered = folds.remembered(stream);
    const fold = remembered.revision < expected ? await folds.upToDate(stream) : remembered;
    const before = fold.of(options.command) ?? (await this.outcome(options.command));
    if (before) throw new AlreadyRecorded(before);
    const refusal = this.#refusal(request) ?? (fold.revision === expected ? undefined : 'another revision');
    if (refusal) throw await this.#refused(request, refusal);

    const { guards = [] } = options;
    const own = guards.find((guard) => guard.stream === stream && guard.revision !== expected);
    const others = guards.filter((guard) => guard.stream !== stream);
    if (own) throw await this.#refused(request, new GuardMoved(own, expected));
    const moved = await this.#sent(request, others);
    if ('ids' in moved) return moved;
    const guard = others.find((one) => one.stream === moved.stream);
    throw await this.#refused(request, guard ? new GuardMoved(guard, moved.actual) : 'another revision');
  }

  /** Sends it. @returns what was recorded, or what is elsewhere than was expected */
  async #sent(request: Request, others: readonly Guard[]): Promise<Appended | Moved> {
    const { stream, expected, events } = request;
    try {
      const moved = await this.#its.send({ records: events.map((event) => ({ stream, event })), checks: [{ stream, revision: expected }, ...others] });
      return moved ?? (await this.#recorded(request));
    } catch (error) {
      this.#unanswered += 1;
      throw error;
    }
  }

  #refusal({ events }: Request): Rejection | undefined {
    const headTime = Math.max(this.#ownTime, this.#its.followedTime());
    if (events.some(({ time }) => time < headTime - MOST_CLOCK_LAG_MS)) {
      return new Rejection('clock-behind', `The clock of this server is more than ${MOST_CLOCK_LAG_MS / 1_000} seconds behind the last recorded event.`);
    }
    if (events.some(({ body }) => Buffer.byteLength(body) > MOST_EVENT_BYTES)) {
      return new Rejection('event-too-large', `An event is at most ${MOST_EVENT_BYTES} bytes.`);
    }
    return undefined;
  }

  /** The verdict on what was not recorded: whatever else is wrong, the command may have been recorded by another process. */
  async #refused({ stream, expected, options }: Request, refusal: Error | 'another revision'): Promise<Error> {
    const fold = await this.#its.folds.upToDate(stream);
    const before = fold.of(options.command);
    if (before) return new AlreadyRecorded(before);
    const isMoved = refusal === 'another revision' || (refusal instanceof GuardMoved && fold.revision !== expected);
    return isMoved ? new WrongRevision(stream, expected, fold.revision) : refusal;
  }

  /** Looks at what was recorded: the server answers a stale repetition, whose event ids it has, as a success. */
  async #recorded({ stream, expected, events, options }: Request): Promise<Appended> {
    const texts = await this.#its.folds.takeIn(stream, expected + 1, events.length);
    const outcome = this.#its.folds.remembered(stream).of(options.command);
    if (!outcome) throw new Error(`KurrentDB says that ${stream} was written to, and the events are not there.`);
    if (texts.length !== events.length || texts.some((text, index) => text !== events[index]?.body)) throw new AlreadyRecorded(outcome);
    this.#ownTime = events.reduce((latest, { time }) => Math.max(latest, time), this.#ownTime);
    const { revision, position, ids } = outcome;
    return { revision, position, ids };
  }
}
