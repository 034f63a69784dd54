import { createHash, randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { DirectoryRecord } from './normalise.ts';

/** Where records go and who sends them. */
export interface Target {
  /** The address of a running Patto: `http://localhost:8080`. */
  readonly url: string;
  /** The bearer token of an operator who may import. */
  readonly token: string;
  /** A short name of the directory, the same at each import. */
  readonly source: string;
}

/** What became of a record, or why it was refused. */
export type Sent = 'added' | 'changed' | 'unchanged' | { readonly refused: string };

/** The import cannot go on: nobody answers, or the caller may not import. What was accepted before stays. */
export class ImportStopped extends Error {
  override readonly name = 'ImportStopped';
}

const MOST_TRIES = 6; // With the pauses below about 12 seconds, enough for a restart.
const FIRST_PAUSE_MS = 200; // Doubled from try to try.
const LONGEST_PAUSE_MS = 10_000; // Whatever a server asks for: a person is watching.
const PASSING_STATUSES = [408, 409, 425, 429, 500, 502, 503, 504]; // 409 is "still running": no other conflict exists for a listing.

/** Sends records as commands, each of its own. */
export class Sender {
  /**
   * Keys are new for each run: within it a repeated request is one act, but a record that comes back to what it was a year ago is a change.
   */
  readonly #run = randomUUID();
  readonly #target: Target;
  readonly #endpoint: URL;

  constructor(target: Target) {
    this.#target = target;
    this.#endpoint = new URL('/api/v1/directory/records', target.url);
  }

  /** @throws ImportStopped */
  async send(record: DirectoryRecord): Promise<Sent> {
    const body = JSON.stringify({ source: this.#target.source, ...record });
    const key = createHash('sha256').update(this.#run).update(body).digest('base64url');
    for (let attempt = 1, pause = FIRST_PAUSE_MS; ; attempt += 1, pause *= 2) {
      const response = await this.#post(body, key).catch(() => undefined);
      if (response?.ok) return outcomeOf(response);
      if (response && !PASSING_STATUSES.includes(response.status)) return this.#refused(response);
      if (attempt === MOST_TRIES && response?.status === 500) return this.#refused(response); // It fails at this record; the next may pass.
      if (attempt === MOST_TRIES)
        throw new ImportStopped(
          response ? `${this.#endpoint.origin} answers ${response.status} again and again.` : `Nobody answers at ${this.#endpoint.origin}.`,
        );
      const asked = Number(response?.headers.get('retry-after') ?? 0) * 1_000;
      await response?.body?.cancel();
      await setTimeout(Math.min(LONGEST_PAUSE_MS, Math.max(pause, Number.isFinite(asked) ? asked : 0)));
    }
  }

  #post(body: string, key: string): Promise<Response> {
    const headers = { authorization: `Bearer ${this.#target.token}`, 'content-type': 'application/json', 'idempotency-key': key };
    return fetch(this.#endpoint, { method: 'POST', headers, body });
  }

  async #refused(response: Response): Promise<Sent> {
    const problem = (await response.json().catch(() => ({}))) as {
      readonly title?: string;
      readonly detail?: string;
      readonly errors?: readonly { readonly pointer?: string }[];
    };
    const said = problem.detail ?? problem.title ?? `The server answers ${response.status}.`;
    if ([401, 403, 404].includes(response.status)) throw new ImportStopped(said);
    const pointers = (problem.errors ?? []).flatMap(({ pointer }) => pointer ?? []);
    return { refused: pointers.length > 0 ? `${said} (${pointers.join(', ')})` : said };
  }
}

/** A listing whose revision is the number of its new events was not there before. */
const outcomeOf = async (response: Response): Promise<Sent> => {
  const { events } = (await response.json()) as { readonly events: readonly string[] };
  if (events.length === 0) return 'unchanged';
  const revision = /\d+/.exec(response.headers.get('etag') ?? '')?.[0];
  const isNew = revision === undefined ? response.status === 201 : Number(revision) === events.length;
  return isNew ? 'added' : 'changed';
};
