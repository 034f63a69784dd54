import { follow } from './follower.ts';
import type { Follower, Following, FollowOptions } from './following.ts';
import type { EventLog, Position } from './log.ts';
import { watch } from './watch.ts';

/** A follower that works while its process has the lease, and else is watched at work in another. */
export class LeasedFollower implements Following {
  readonly name: string;
  readonly #follower: Follower;
  #now: Following;

  constructor(
    readonly log: EventLog,
    follower: Follower,
  ) {
    this.name = follower.name;
    this.#follower = follower;
    this.#now = watch(log, follower);
  }

  get through(): Position {
    return this.#now.through;
  }
  get halted(): Following['halted'] {
    return this.#now.halted;
  }
  get isWatched(): boolean {
    return this.#now.isWatched ?? false;
  }

  /** The lease is ours. */
  work(options: FollowOptions): Promise<void> {
    return this.#become(follow(this.log, this.#follower, options));
  }

  /** The lease is another's. */
  standBy(): Promise<void> {
    return this.#become(watch(this.log, this.#follower));
  }

  async reached(position: Position, withinMs: number): Promise<boolean> {
    const end = performance.now() + withinMs;
    for (;;) {
      const asked = this.#now;
      if (await asked.reached(position, Math.max(0, end - performance.now()))) return true;
      if (asked === this.#now || performance.now() >= end) return false; // Else it was exchanged while it was asked.
    }
  }

  stop(): Promise<void> {
    return this.#now.stop();
  }

  async #become(next: Following): Promise<void> {
    const before = this.#now;
    this.#now = next;
    await before.stop();
  }
}
