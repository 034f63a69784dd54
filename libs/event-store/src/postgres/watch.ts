import { type Connection, connect, quoted } from '@patto/postgres';
import type { Position, Recorded } from '../log.ts';
import { News } from '../news.ts';
import { Tail } from '../tail.ts';
import type { Questions } from './questions.ts';

/** The head is asked for so often, whatever is announced: an announcement may be lost, this cannot. */
const LOOK_EVERY_MS = 250;
/** So many events are fetched at once into the tail. */
const AT_ONCE = 1_000;
/** Who is further behind than this reads pages of its own; the tail begins anew at the head. */
const MOST_BEHIND = 4_000;
/** The wait before the database is asked to announce again, after the session was lost. */
const LISTEN_AGAIN_MS = 1_000;

/** The channel on which the writers of a schema announce what they recorded. */
export const channelOf = (schema: string): string => `patto_${schema}`;

/** Follows the head of the log for all who follow it in this process: each event is fetched once and parsed once. */
export class Watch {
  readonly tail = new Tail();
  readonly news = new News();
  readonly #questions: Questions;
  readonly #listen: () => Promise<Connection>;
  readonly #timer: NodeJS.Timeout;
  #tip: Position;
  #looking: Promise<void> | undefined;
  #wantsMore = false;
  #listening: Connection | undefined;
  #again: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(questions: Questions, head: Position, url: string, name: string, schema: string) {
    this.#questions = questions;
    this.#tip = head;
    this.#listen = async () => {
      const connection = await connect({ url, name });
      await connection.run(`LISTEN ${quoted(channelOf(schema))}`);
      return connection;
    };
    this.#timer = setInterval(() => this.look(), LOOK_EVERY_MS);
    this.#timer.unref();
    this.#beginListening();
  }

  /** The last position that followers are told of. */
  get tip(): Position {
    return this.#tip;
  }

  /** Takes in what this process recorded itself, without asking for it, where nothing of another's lies between. */
  add(recorded: readonly Recorded[]): void {
    const [first, last] = [recorded[0], recorded.at(-1)];
    if (!first || !last) return;
    if (first.position !== this.#tip + 1) {
      this.look();
      return;
    }
    this.tail.add(recorded);
    this.#moveTo(last.position);
  }

  /** Looks for what others recorded. */
  look(): void {
    if (this.#isClosed) return;
    this.#wantsMore = true;
    this.#looking ??= this.#catchUp().finally(() => {
      this.#looking = undefined;
    });
  }

  /** Begins anew at a head, as after a restore. */
  beginAt(head: Position): void {
    this.tail.clear();
    this.#moveTo(head);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearInterval(this.#timer);
    clearTimeout(this.#again);
    await this.#looking;
    await this.#listening?.close().catch(() => {});
    this.news.announce();
  }

  #moveTo(position: Position): void {
    this.#tip = position;
    this.news.announce();
  }

  async #catchUp(): Promise<void> {
    try {
      while (this.#wantsMore && !this.#isClosed) {
        this.#wantsMore = false;
        await this.#fetch();
      }
    } catch {
      // The database is away; the next look asks again.
    }
  }

  async #fetch(): Promise<void> {
    const head = await this.#questions.head();
    if (head - this.#tip > MOST_BEHIND) return this.beginAt(head);
    while (this.#tip < head) {
      const { events, through } = await this.#questions.page({}, this.#tip, head, AT_ONCE);
      const fresh = events.filter(({ position }) => position > this.#tip); // Own commits may have come in meanwhile.
      this.tail.add(fresh);
      if (through > this.#tip) this.#moveTo(through);
    }
  }

  #beginListening(): void {
    const again = () => {
      if (this.#isClosed) return;
      this.#again = setTimeout(() => this.#beginListening(), LISTEN_AGAIN_MS).unref();
    };
    this.#listen().then((connection) => {
      if (this.#isClosed) return void connection.close().catch(() => {});
      this.#listening = connection;
      connection.on('news', () => this.look());
      connection.on('lost', again);
    }, again);
  }
}
