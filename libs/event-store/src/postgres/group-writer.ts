import { isAway, LOCK_TIMEOUT, codeOf, messageOf, STATEMENT_STOPPED } from '@patto/postgres';
import { Rejection } from '@patto/contracts';
import { AlreadyRecorded, type Appended, type EventLog, LogStopped, type Recorded } from '../log.ts';
import { outcomeOf } from '../outcome-of.ts';
import { malformedPart, type Request } from '../request.ts';
import { appendedBy, appendQuestion, recordedBy, refusalBy, type Verdict } from './batch.ts';
import type { Questions } from './questions.ts';
import { nameWhoHolds } from './stuck.ts';
import { channelOf } from './watch.ts';
import { LogWentBack, type WriterSession } from './writer-session.ts';

/** One commit takes at most so many appends: enough to share the cost of a sync and a round trip, few enough to be quick. */
const MOST_BATCH = 256;
/** And not more text than this, in UTF-16 units, unless one append alone has more. */
const MOST_TEXT = 4 * 1024 * 1024;

interface Waiting extends Request {
  readonly resolve: (appended: Appended) => void;
  readonly reject: (error: Error) => void;
}

export interface GroupWriterParts {
  readonly session: WriterSession;
  readonly questions: Questions;
  readonly schema: string;
  /** Told of what was recorded, before its callers are. */
  readonly committed: (recorded: readonly Recorded[]) => void;
  readonly onFatal: (error: Error) => void;
  readonly warn: (sentence: string) => void;
}

/**
 * Group commit: every append that comes while one commit runs joins the next. Each gets a verdict of its own from the database. Where the session is lost
 * in mid-commit, the same appends are sent again over a new one, once the old one is over: what had been recorded is found by its command and its text.
 */
export class GroupWriter {
  readonly #its: GroupWriterParts;
  #waiting: Waiting[] = [];
  #working: Promise<void> | undefined;
  #stopped: LogStopped | undefined;

  constructor(parts: GroupWriterParts) {
    this.#its = parts;
  }

  append: EventLog['append'] = (stream, expected, events, options) =>
    new Promise((resolve, reject) => {
      if (this.#stopped) return reject(this.#stopped);
      const request = { stream, expected, events, options };
      const mistake = malformedPart(request);
      if (mistake) return reject(new TypeError(mistake));
      this.#waiting.push({ ...request, resolve, reject });
      this.#work();
    });

  /** Commits what waits, then takes nothing more. */
  async finish(why: string): Promise<void> {
    this.#stopped ??= new LogStopped(why);
    for (let working = this.#working; working !== undefined; working = this.#working) await working;
  }

  /**
   * Lets this work have the log for itself; appends are refused until it has ended, and for good when it fails.
   * @throws LogStopped when the log had stopped before; what the work throws
   */
  async alone(work: () => Promise<void>): Promise<void> {
    if (this.#stopped) throw this.#stopped;
    await this.finish('The event log is not restored to its end.');
    await work();
    this.#stopped = undefined;
  }

  #work(): void {
    this.#working ??= this.#commitAll().finally(() => {
      this.#working = undefined;
      if (this.#waiting.length > 0) this.#work(); // It came after the last look and before this.
    });
  }

  async #commitAll(): Promise<void> {
    await new Promise(setImmediate); // Whoever appends in this turn of the loop joins.
    while (this.#waiting.length > 0) await this.#commit(this.#nextBatch());
  }

  #nextBatch(): readonly Waiting[] {
    let count = 0;
    for (let text = 0; count < Math.min(MOST_BATCH, this.#waiting.length) && (count === 0 || text < MOST_TEXT); count += 1) {
      text += this.#waiting[count]?.events.reduce((sum, { body }) => sum + body.length, 0) ?? 0;
    }
    return this.#waiting.splice(0, count);
  }

  async #commit(batch: readonly Waiting[]): Promise<void> {
    const { session, schema } = this.#its;
    let isAgain = false;
    for (;;) {
      try {
        await session.ready();
      } catch (error) {
        if (isAgain || error instanceof LogWentBack || !isAway(error)) return this.#stop(batch, error);
        const unreachable = Object.assign(new Rejection('log-unreachable', 'The event log could not be reached; this was not recorded.'), { cause: error });
        for (const { reject } of batch) reject(unreachable);
        return;
      }
      try {
        const verdicts = await session.ask<Verdict>(appendQuestion(schema, batch));
        return await this.#answer(batch, verdicts, isAgain);
      } catch (error) {
        if (isAway(error)) isAgain = true;
        else if (codeOf(error) === LOCK_TIMEOUT || codeOf(error) === STATEMENT_STOPPED) await nameWhoHolds(this.#its);
        else return this.#stop(batch, error);
      }
    }
  }

  async #answer(batch: readonly Waiting[], verdicts: readonly Verdict[], isAgain: boolean): Promise<void> {
    const answers: (() => void)[] = [];
    const recorded: Recorded[] = [];
    for (const [index, request] of batch.entries()) {
      const verdict = verdicts[index] as Verdict;
      if (verdict.verdict === 'recorded') {
        recorded.push(...recordedBy(request, verdict));
        answers.push(() => request.resolve(appendedBy(request, verdict)));
      } else if (verdict.verdict === 'already-recorded') {
        answers.push(await this.#recordedBefore(request, isAgain));
      } else {
        answers.push(() => request.reject(refusalBy(request, verdict)));
      }
    }
    const last = recorded.at(-1);
    if (last) {
      this.#its.session.acknowledge(last.position, batch.findLast((_, index) => verdicts[index]?.verdict === 'recorded')?.events.at(-1)?.id ?? '');
      this.#announce(last.position);
    }
    this.#its.committed(recorded);
    for (const answer of answers) answer();
  }

  /** A command that was recorded before; by this very append where it was sent again and the log has its text. */
  async #recordedBefore({ events, options, resolve, reject }: Waiting, isAgain: boolean): Promise<() => void> {
    const { questions } = this.#its;
    const found = await questions.byCommand(options.command);
    const outcome = outcomeOf(found);
    if (!outcome) return () => reject(new LogStopped('The event log says that a command was recorded, and does not have it.'));
    const isOurs = isAgain && found.length === events.length && found.every(({ body }, index) => body === events[index]?.body);
    if (!isOurs) return () => reject(new AlreadyRecorded(outcome));
    const { revision, position, ids } = outcome;
    return () => resolve({ revision, position, ids });
  }

  /** Other processes are told that there is something to read; whoever does not hear it looks by themselves. */
  #announce(position: number): void {
    const { session, schema } = this.#its;
    session.ask({ text: 'SELECT pg_notify($1, $2)', values: [channelOf(schema), String(position)] }).catch(() => {});
  }

  #stop(batch: readonly Waiting[], cause: unknown): void {
    const stopped = new LogStopped(`A write to the event log failed (${messageOf(cause)}). Nothing more is recorded until a restart.`, { cause });
    this.#stopped = stopped;
    for (const { reject } of [...batch, ...this.#waiting.splice(0)]) reject(stopped);
    this.#its.onFatal(stopped);
  }
}
