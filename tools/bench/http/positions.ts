import type { Listening } from './messages.ts';

/** Where a position is sent. */
export const POSITIONS_PATH = '/api/v1/decisions/{decision}/positions';

/** What a server says once it listens, where decisions wait for a last position. */
export interface Deciding extends Listening {
  /** A file with these decisions, one a line. */
  readonly decisions: string;
}

/** What the load is told to do. */
export interface Positions extends Pick<Listening, 'url' | 'token'> {
  /** How long, in milliseconds. */
  readonly ms: number;
  /** The file with the decisions; where there is none, every position is sent to the echo. */
  readonly decisions?: string;
}

/** What came of it. */
export interface Carried {
  /** Positions that were answered, and not refused. */
  readonly done: number;
  readonly perSecond: number;
}
