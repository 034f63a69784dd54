import type { Follower, FollowOptions } from './following.ts';
import type { Position } from './log.ts';

/** What a follower passed over since it was told something: it is told with the next page that is its own, or here. */
export class PassedOver {
  /** The follower was told of all up to here. */
  told: Position;
  readonly #follower: Pick<Follower, 'handle'>;
  readonly #options: Required<Pick<FollowOptions, 'mayGoOn' | 'tellEveryMs'>>;
  #through: Position;
  #telling: Promise<void> = Promise.resolve();
  #due: NodeJS.Timeout | undefined;

  constructor(follower: Pick<Follower, 'handle'>, from: Position, options: Required<Pick<FollowOptions, 'mayGoOn' | 'tellEveryMs'>>) {
    this.#follower = follower;
    this.#options = options;
    this.told = from;
    this.#through = from;
  }

  /** Nothing up to here is for it. Where others watch it they hear of it soon, also when nothing more happens. */
  note(through: Position): void {
    this.#through = through;
    const { tellEveryMs } = this.#options;
    if (!Number.isFinite(tellEveryMs)) return;
    this.#due ??= setTimeout(() => {
      this.#due = undefined;
      this.#telling = this.#tell();
    }, tellEveryMs);
  }

  /** Waits until it is not being told: of one thing at a time. */
  async settled(): Promise<void> {
    clearTimeout(this.#due);
    this.#due = undefined;
    await this.#telling;
  }

  /** Tells what is left. */
  async end(): Promise<void> {
    await this.settled();
    await this.#tell();
  }

  /** What fails to be told here is looked through again. */
  async #tell(): Promise<void> {
    const through = this.#through;
    if (through <= this.told || !this.#options.mayGoOn()) return;
    await this.#follower.handle({ events: [], through }).then(
      () => {
        this.told = through;
      },
      () => {},
    );
  }
}
