import type { EventLog, Filter, Page, Position, Recorded } from './log.ts';

/** Whatever happens after an append: a name, a filter, a handler, and a checkpoint that moves with the effect. */
export interface Follower {
  readonly name: string;
  readonly filter: Filter;
  /** Everything up to this position took effect. */
  position(): Promise<Position>;
  /** Takes effect for a page and moves the checkpoint to its `through`, both or neither. What `through` passes over holds nothing for the follower. */
  handle(page: Page): Promise<void>;
  /** Counts a failed try of this position, durably, and says how many there were. */
  tried(position: Position): number | Promise<number>;
  /** Puts an event that could not be handled aside and lets the follower go on. Without it the follower halts. */
  park?(event: Recorded, error: unknown): Promise<void>;
}

/** A follower at work. */
export interface Following {
  readonly name: string;
  /** The log that it follows. */
  readonly log: EventLog;
  readonly through: Position;
  /** Whether another process does the work, and this one only looks how far it has come. */
  readonly isWatched?: boolean;
  /** Why and where it halted, if it did. */
  readonly halted: { readonly position: Position; readonly error: unknown } | undefined;
  /** Resolves with true once everything up to the position took effect, with false when the time is over or it halted. */
  reached(position: Position, withinMs: number): Promise<boolean>;
  stop(): Promise<void>;
}

/** What goes on around a follower. */
export interface FollowOptions {
  /** Told when it halts, which an operator has to mend. */
  readonly onHalt?: (halted: { readonly position: Position; readonly error: unknown }) => void;
  /** Told when an engine is away: no try is counted, and it begins again from its checkpoint until the engine is back. */
  readonly onOutage?: (error: unknown) => void;
  /** Where other processes watch it: also pages without events for it are told, at most so often. */
  readonly tellEveryMs?: number;
  /** Whether this process still has the right to the work; asked before each effect. */
  readonly mayGoOn?: () => boolean;
}
