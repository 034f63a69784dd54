/** Where the command is sent, to both servers alike. */
export const PATH = '/api/v1/need-signals';

/** What a server says once it listens. */
export interface Listening {
  readonly url: string;
  readonly token: string;
  /** The JSON Schema of the command's body. */
  readonly schema: object;
}

/** What the load is told to do. */
export interface Wanted extends Pick<Listening, 'url' | 'token'> {
  /** How long, in milliseconds. */
  readonly ms: number;
}

/** What came of it. */
export interface Told {
  /** Commands that were answered as created. */
  readonly perSecond: number;
}
