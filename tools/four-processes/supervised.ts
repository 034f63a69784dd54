import { setTimeout as delay } from 'node:timers/promises';
import { type Ended, type PattoChild, startPatto } from '../../services/cli/src/testing/patto-child.ts';
import type { Environment } from './processes.ts';

/** How soon a process that ended is started again, as an init system does. */
const START_AGAIN_MS = 500;

/** One process of a service that is started again whenever it ends. */
export class Supervised {
  readonly service: string;
  readonly #settings: Environment;
  readonly #ends: Ended[] = [];
  #child: PattoChild | undefined;
  #url: string | undefined;
  #isStopping = false;
  #running: Promise<void>;

  constructor(service: string, settings: Environment) {
    this.service = service;
    this.#settings = settings;
    this.#running = this.#run();
  }

  /** Where it listens now; undefined while it does not. */
  get url(): string | undefined {
    return this.#url;
  }

  /** How often it ended by itself or was killed, and what it said. */
  get ends(): readonly Ended[] {
    return this.#ends;
  }

  /** Ends it as a power cut would. */
  async kill(): Promise<void> {
    this.#url = undefined;
    await this.#child?.stop('SIGKILL');
  }

  async stop(): Promise<Ended | undefined> {
    this.#isStopping = true;
    const ended = await this.#child?.stop('SIGTERM');
    await this.#running;
    return ended;
  }

  async #run(): Promise<void> {
    while (!this.#isStopping) {
      const child = startPatto(['serve', this.service], this.#settings);
      this.#child = child;
      child.ready.then(
        (url) => {
          if (child === this.#child) this.#url = url;
        },
        () => undefined,
      );
      const ended = await child.ended;
      this.#url = undefined;
      this.#ends.push(ended);
      await delay(START_AGAIN_MS);
    }
  }
}
