import { type By, type Channel, type Fact, type Initiative, type Login, Rejection } from '@patto/contracts';
import type { Appended } from './log.ts';
import type { AnyDecision, FactsInForce } from './pure/index.ts';

/** Who acts, judged on the facts at the head of the log. */
export interface Authorised {
  readonly by: By;
  readonly initiative: Initiative;
  /** What the judgement rests on: guards of the append. */
  readonly relied: readonly Fact[];
  /** The login that a one-time code was presented with. */
  readonly login?: Login;
}

/** One call of a command: what its caller wants and what the edge, a reaction or a due date knows about it. */
export interface Act<Command extends object = object> {
  readonly decision: AnyDecision;
  readonly command: Command;
  /** Judges the caller; asked again for every attempt. @throws Rejection */
  readonly authorise: (facts: FactsInForce, now: string) => Authorised;
  /** The same call sent again has the same id. */
  readonly commandId: string;
  /** The path and canonical body: another one under the same id is refused. */
  readonly canonical: string;
  readonly happenedAt?: string | undefined;
  readonly channel?: Channel;
  /** The revision that the caller read, from If-Match. */
  readonly expected?: number | undefined;
  readonly basedOn?: readonly string[] | undefined;
  readonly correlationId?: string | undefined;
  readonly causationId?: string | undefined;
  readonly traceparent?: string | undefined;
}

/** What came of a command. */
export interface Done extends Appended {
  readonly stream: string;
  /** Whether the command made the stream. */
  readonly created: boolean;
  /** What the command hands out and nothing stores. */
  readonly secret?: string;
}

/** If-Match named a revision that is not the current one. */
export class RevisionMoved extends Rejection {
  constructor(
    readonly stream: string,
    readonly current: number,
  ) {
    super('revision-moved', `It is at revision ${current} now.`);
  }
}
