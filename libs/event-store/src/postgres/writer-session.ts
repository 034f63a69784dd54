import { type Connection, connect, isAway, PostgresUnusable, type Question, quoted } from '@patto/postgres';
import { setTimeout as delay } from 'node:timers/promises';
import { BEFORE_FIRST, type Position } from '../log.ts';

/**
 * How long the server lets this session wait for the head, hold it while doing nothing, and run, in milliseconds. Who waits as long as the first names
 * who holds it.
 */
const LIMITS = { lock_timeout: 2_000, idle_in_transaction_session_timeout: 4_000, statement_timeout: 12_000 } as const;
/** An answer that has not come by then will not: all of the server's own limits are shorter. */
const ANSWER_WITHIN_MS = 15_000;
/** A server that restarts is back within this time. */
const PATIENCE_MS = 30_000;
const LONGEST_WAIT_MS = 1_000;
/** A session that was ended is gone within this time; its commit cannot be interrupted, but ends. */
const GONE_WITHIN_MS = 10_000;

/** The database has gone back behind what was acknowledged: it is another one, or was restored from a backup. */
export class LogWentBack extends PostgresUnusable {}

/** The session that a process writes with: one at a time, and whatever a lost one had begun is over before the next begins. */
export class WriterSession {
  readonly #url: string;
  readonly #name: string;
  readonly #schema: string;
  #open: Connection | undefined;
  /** Tells a session of the server from another that later has the same process number. */
  #startedAt = '';
  #last: { readonly position: Position; readonly id: string } | undefined;

  constructor(url: string, name: string, schema: string) {
    [this.#url, this.#name, this.#schema] = [url, name, schema];
  }

  /** Asks the server. @throws what it says; what fits `isAway` where it is not known whether it was done */
  async ask<Row>(question: Question): Promise<Row[]> {
    const session = await this.ready();
    const late = new AbortController();
    const noAnswer = delay(ANSWER_WITHIN_MS, undefined, { signal: late.signal, ref: false }).then(() => {
      session.cut();
      throw new Error('The server does not answer.');
    });
    noAnswer.catch(() => {});
    try {
      return await Promise.race([session.ask<Row>(question), noAnswer]);
    } finally {
      late.abort();
    }
  }

  /** This is recorded, and has to be there still whenever the session is opened anew. */
  acknowledge(position: Position, id: string): void {
    this.#last = { position, id };
  }

  /**
   * The session; opened anew where it was lost.
   * @throws what fits `isAway` where the server stays away; LogWentBack
   */
  async ready(): Promise<Connection> {
    if (this.#open?.isOpen) return this.#open;
    for (let wait = 50, until = Date.now() + PATIENCE_MS; ; wait = Math.min(2 * wait, LONGEST_WAIT_MS)) {
      try {
        return await this.#openAnew();
      } catch (error) {
        if (!isAway(error) || Date.now() > until) throw error;
        await delay(wait);
      }
    }
  }

  async close(): Promise<void> {
    if (this.#open?.isOpen) await this.#open.close();
  }

  async #openAnew(): Promise<Connection> {
    const session = await connect({ url: this.#url, name: this.#name, settings: LIMITS });
    try {
      await this.#endFormer(session);
      await this.#refuseIfBack(session);
      const [own] = await session.ask<{ at: string }>({ text: 'SELECT backend_start::text AS at FROM pg_stat_activity WHERE pid = pg_backend_pid()' });
      [this.#open, this.#startedAt] = [session, own?.at ?? ''];
      return session;
    } catch (error) {
      session.cut();
      throw error;
    }
  }

  /** The server may not know yet that a session is lost, and still do what it was asked: it is ended, and waited for. */
  async #endFormer(session: Connection): Promise<void> {
    if (!this.#open) return;
    const values = [this.#open.pid, this.#startedAt];
    const former = 'FROM pg_stat_activity WHERE pid = $1 AND backend_start::text = $2';
    for (const until = Date.now() + GONE_WITHIN_MS; ; await delay(20)) {
      const [found] = await session.ask({ text: `SELECT pg_terminate_backend(pid) ${former}`, values });
      if (!found) return;
      if (Date.now() > until) throw new PostgresUnusable(`The former session ${this.#open.pid} of ${this.#name} does not end.`);
    }
  }

  async #refuseIfBack(session: Connection): Promise<void> {
    const { position = BEFORE_FIRST, id } = this.#last ?? {};
    if (position === BEFORE_FIRST) return;
    const [found] = await session.ask<{ id: string }>({ text: `SELECT id FROM ${quoted(this.#schema)}.event WHERE position = $1`, values: [position] });
    if (found?.id !== id) throw new LogWentBack(`The event at position ${position} was acknowledged and is not there any more: this is not the same database.`);
  }
}
