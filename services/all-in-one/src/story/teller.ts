/** An answer of the API. */
export interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: the story reads a few members of many answers; each reading is checked when the story runs.
  readonly body: any;
}

/** What recorded something answers. */
export interface Told {
  /** What it is about, or what it made. */
  readonly id: string;
  readonly revision: number;
  readonly position: number;
  /** A one-time code or link that was handed out. */
  readonly secret?: string;
}

/** Sends one request of somebody; the story does not know whether over the network or in process. */
export type Send = (request: {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly as: string;
  /** The secret of a one-time link, in the place of the login. */
  readonly holding?: string;
  readonly actingFor?: string;
  readonly body?: object;
}) => Promise<Answer>;

/** Tells a story by ordinary requests, each by somebody who has a login. */
export interface Teller {
  /** Somebody does something; it must be accepted. */
  does(as: string, path: string, body?: object, actingFor?: string): Promise<Told>;
  /** Whoever holds a one-time link does something with it; it must be accepted. */
  doesByLink(secret: string, path: string, body: object): Promise<Told>;
  /** Somebody reads something, with all that was told so far in it; it must be shown. */
  reads(as: string, path: string, actingFor?: string): Promise<Answer['body']>;
  /** Somebody tries something that must be refused with this code. */
  isRefused(code: string, as: string, path: string, body?: object, actingFor?: string): Promise<void>;
  /** Lets time pass: what is due on the way becomes due, and all that follows from it has happened. */
  until(instant: Date): Promise<void>;
  /** The time of the story. */
  now(): Date;
}

/** A request of the story was not answered as the story goes. */
export class StoryBroken extends Error {
  override readonly name = 'StoryBroken';
}

/** @param pass moves the clock of the deployment and lets all that follows happen */
export const teller = (send: Send, now: () => Date, pass: (to: Date) => Promise<void>): Teller => {
  const ask = async (method: 'GET' | 'POST', as: string, path: string, body?: object, actingFor?: string): Promise<Answer> =>
    send({ method, path: `/api/v1${path}`, as, ...(body && { body }), ...(actingFor && { actingFor }) });
  const broken = (as: string, path: string, { status, body }: Answer, wanted: string) =>
    new StoryBroken(`${as} at ${path}: expected ${wanted}, was answered ${status} ${JSON.stringify(body)}`);
  return {
    now,
    until: pass,
    does: async (as, path, body = {}, actingFor) => {
      const answer = await ask('POST', as, path, body, actingFor);
      if (answer.status >= 300) throw broken(as, path, answer, 'it to be recorded');
      await pass(now());
      return answer.body as Told;
    },
    doesByLink: async (secret, path, body) => {
      const answer = await send({ method: 'POST', path: `/api/v1${path}`, as: 'nobody', holding: secret, body });
      if (answer.status >= 300) throw broken('the holder of a link', path, answer, 'it to be recorded');
      await pass(now());
      return answer.body as Told;
    },
    reads: async (as, path, actingFor) => {
      const answer = await ask('GET', as, path, undefined, actingFor);
      if (answer.status !== 200) throw broken(as, path, answer, 'an answer');
      return answer.body;
    },
    isRefused: async (code, as, path, body, actingFor) => {
      const answer = await ask(body ? 'POST' : 'GET', as, path, body, actingFor);
      if (answer.body?.type !== `/problems/${code}`) throw broken(as, path, answer, code);
    },
  };
};
