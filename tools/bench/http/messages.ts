/** Where the command is sent, to both servers alike. */
export const PATH = '/api/v1/need-signals';

/** What a server says once it listens. */
export interface Listening {
  readonly url: string;
  readonly token: string;
  /** The JSON Schema of the command's body. */
  readonly schema: object;
}

/** What a server says once it listens, of which one thing is to be read. */
export interface Readable extends Omit<Listening, 'schema'> {
  readonly reads: string;
  /** What it is answered with. */
  readonly answer: object;
}

/** What the load is told to do. */
export interface Wanted extends Pick<Listening, 'url' | 'token'> {
  /** How long, in milliseconds. */
  readonly ms: number;
  /** What is read; where it is left out, commands are sent. */
  readonly reads?: string;
}

/** What came of it. */
export interface Told {
  /** Commands that were answered as created, or reads that were answered. */
  readonly perSecond: number;
}
