import type { Position } from '../log.ts';
import { KurrentUnusable } from './unusable.ts';
import type { Stored } from './stored.ts';

/**
 * Numbers our events from 0 as they stand in the server's log, so that a position is dense, and the same in every process and after every start. That
 * holds as long as nothing of ours is taken out of the server's log; what is missing is found by the revisions of its stream.
 */
export class Order {
  /** By position: the offset in the server's log. */
  readonly #offsets: number[] = [];
  /** By stream, and by revision from 1: the position. */
  readonly #positions = new Map<string, Position[]>();
  /** By command: the position of the first event that it recorded. */
  readonly #commands = new Map<string, Position>();

  /** The last position; -1 of an empty log. */
  get last(): Position {
    return this.#offsets.length - 1;
  }

  /**
   * Takes in the next event of the server's log.
   * @returns its position; undefined where it was taken in before
   * @throws KurrentUnusable where events of its stream are missing
   */
  take({ stream, revision, command }: Pick<Stored, 'stream' | 'revision' | 'command'>, offset: number): Position | undefined {
    const known = this.#positions.get(stream) ?? [];
    if (revision <= known.length) return undefined;
    if (revision !== known.length + 1) {
      throw new KurrentUnusable(
        `KurrentDB holds revision ${revision} of ${stream} and not ${known.length + 1}: events were deleted or scavenged, and no position can be trusted. Restore its backup, or an export into an empty one.`,
      );
    }
    if (known.length === 0) this.#positions.set(stream, known);
    const position = this.#offsets.push(offset) - 1;
    known.push(position);
    if (!this.#commands.has(command)) this.#commands.set(command, position);
    return position;
  }

  /** The position of an event; undefined where it was not taken in yet. */
  of({ stream, revision }: Pick<Stored, 'stream' | 'revision'>): Position | undefined {
    return this.#positions.get(stream)?.[revision - 1];
  }

  /** The position of the first event that a command recorded; undefined where none was taken in. */
  firstOf(command: string): Position | undefined {
    return this.#commands.get(command);
  }

  /** Where the event of a position is in the server's log; undefined before the first. */
  offsetOf(position: Position): number | undefined {
    return this.#offsets[position];
  }
}
