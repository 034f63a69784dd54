import { type By, type Channel, type Fact, type Id, type Initiative, type Login, partyOf, type PersonId, Rejection } from '@patto/contracts';
import type { Appended } from './log.ts';
import type { Acting, AnyDecision, FactsInForce } from './pure/index.ts';

/** Who acts, judged on the facts at the head of the log. */
export interface Authorised {
  readonly by: By;
  readonly initiative: Initiative;
  /** What the judgement rests on: guards of the append. */
  readonly relied: readonly Fact[];
  /** The place in the policy that allowed it: `policy-…@14#/rules/7/action/3`. */
  readonly allowedBy?: string | undefined;
  /** The login that a one-time code was presented with. */
  readonly login?: Login;
  /** The act is a person's, of this kind, and does nothing before these have confirmed it. */
  readonly awaits?: { readonly person: PersonId; readonly kind: string; readonly by: readonly PersonId[] } | undefined;
  /** It settles an act that was awaited; the decision and the command are those of that act. */
  readonly settles?: Settling | undefined;
}

/** How an act that was awaited is settled. */
export interface Settling {
  readonly as: 'confirmed' | 'called-off';
  readonly act: Id<'act'>;
  readonly person: PersonId;
  /** Where it stands. */
  readonly stream: string;
  /** Whom it waits for once this one has confirmed it. */
  readonly awaits: readonly PersonId[];
  /** Why it is called off. */
  readonly words?: string | undefined;
}

/** A call of a command, as far as it tells whether the same was sent before. */
export interface Call<Command extends object = object> {
  readonly decision: AnyDecision;
  readonly command: Command;
  /** The same call sent again has the same id. */
  readonly commandId: string;
  /** The path and canonical body: another one under the same id is refused. */
  readonly canonical: string;
}

/** One call of a command: what its caller wants and what the edge, a reaction or a due date knows about it. */
export interface Act<Command extends object = object> extends Call<Command> {
  /** Judges the caller; asked again for every attempt. @throws Rejection */
  readonly authorise: (facts: FactsInForce, now: string) => Authorised;
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
  /** Nothing was done yet: the act waits for these. */
  readonly awaited?: { readonly act: Id<'act'>; readonly by: readonly PersonId[] };
}

/** Who acts and when, as decisions know it. @throws Rejection `happened-in-future` */
export const actingOf = ({ happenedAt: at, channel }: Act, { by, initiative, login }: Authorised, now: string): Acting => {
  const happenedAt = at ? new Date(at).toISOString() : now;
  if (happenedAt > now) throw new Rejection('happened-in-future', 'What is recorded has happened already.', ['/happenedAt']);
  return { by, party: partyOf(by), now, happenedAt, initiative, channel: channel ?? 'self', ...(login && { login }) };
};

/** If-Match named a revision that is not the current one. */
export class RevisionMoved extends Rejection {
  constructor(
    readonly stream: string,
    readonly current: number,
  ) {
    super('revision-moved', `It is at revision ${current} now.`);
  }
}
