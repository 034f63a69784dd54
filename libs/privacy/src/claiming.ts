import { Rejection } from '@patto/contracts';
import type { Token } from './blind-tokens.ts';

/** A claim is given up when its command has not arrived for so long: far longer than an append takes, short enough for who tries again. */
const CLAIM_LASTS_MS = 60_000;

/** A token that a command wants a subject to be found by. */
export type Wanted = Token & { readonly subject: string };

/** A command that claimed tokens and is not known to be recorded. */
export interface Claim {
  readonly command: string;
  readonly stream: string;
  /** When it last claimed, in milliseconds. */
  readonly claimedAt: number;
}

/** Where claims are kept. */
export interface ClaimStore {
  /** Claims for a command, durably; none of it where one of which there is one only belongs to another subject, or is claimed for another. */
  claim(claim: Claim, wanted: readonly Wanted[]): Promise<boolean>;
  /** The commands with claims, or those with one that concerns this login; the first to claim first. */
  underWay(login?: Token): Promise<readonly Claim[]>;
  /** Settles, durably, what is known to be recorded: the commands in `arrived`, which it takes out. */
  settleArrived(): Promise<void>;
  /** Puts what these recorded commands claimed in force, and gives up what lapsed. */
  conclude(recorded: readonly Claim[], lapsed: readonly Claim[]): Promise<void>;
}

export interface ClaimingParts {
  readonly store: ClaimStore;
  /** Whether the log has this command in this stream. */
  readonly recorded: (stream: string, command: string) => Promise<boolean>;
  /** Now in milliseconds. */
  readonly now: () => number;
}

/** How commands come to what their subjects are found by: claimed before they are recorded, in force after. */
export class Claiming {
  /** Commands that claimed something here and are recorded, in their order; not settled yet. */
  readonly arrived = new Set<string>();
  readonly #claiming = new Set<string>();
  readonly #parts: ClaimingParts;

  constructor(parts: ClaimingParts) {
    this.#parts = parts;
  }

  /** The command's events are recorded. */
  arrive(command: string): void {
    if (this.#claiming.delete(command)) this.arrived.add(command);
  }

  /** @throws a `Rejection` where a tax code or login is another's, also when all is known of the commands that are under way */
  async claim(command: string, stream: string, wanted: readonly Wanted[]): Promise<void> {
    if (wanted.length === 0) return;
    const { store, now } = this.#parts;
    const claim = () => store.claim({ command, stream, claimedAt: now() }, wanted);
    if (!(await claim())) {
      await this.resolve();
      if (!(await claim())) throw new Rejection('already-registered', 'This tax code or login belongs to somebody who is registered already.');
    }
    this.#claiming.add(command);
  }

  /** Settles the claims of commands that arrived, and gives up those of commands that did not in their time: all, or those that concern this login. */
  async resolve(login?: Token): Promise<void> {
    const { store, recorded: isRecorded, now } = this.#parts;
    await store.settleArrived();
    const recorded: Claim[] = [];
    const lapsed: Claim[] = [];
    for (const claim of await store.underWay(login)) {
      if (await isRecorded(claim.stream, claim.command)) recorded.push(claim);
      // A clock that was set back must not keep a claim for ever.
      else if (Math.abs(now() - claim.claimedAt) > CLAIM_LASTS_MS) lapsed.push(claim);
    }
    if (recorded.length + lapsed.length === 0) return;
    await store.conclude(recorded, lapsed);
    for (const { command } of [...recorded, ...lapsed]) this.#claiming.delete(command);
  }
}
