import { ActAwaited, citation, type CloudEvent, declarationOf, type Fact, type Findable, Rejection, type Sealed, secretFrom } from '@patto/contracts';
import { type Act, actingOf, type Authorised, type Call, type Done, RevisionMoved } from './act.ts';
import { awaitedIn, recordedOf } from './awaiting.ts';
import { cloudEvent, personalParts } from './cloud-event.ts';
import { FoldCache } from './fold-cache.ts';
import { AlreadyRecorded, type Appended, type EventLog, type Guard, GuardMoved, type Outcome, WrongRevision } from './log.ts';
import { type IdFor, idFrom, newIds, streamOf } from './naming.ts';
import type { Acting, Context, Decided, FactsInForce } from './pure/index.ts';
import { Turns } from './turns.ts';

/** So often a command is decided anew when what it was decided on has moved; more is contention that the caller should see. */
const MOST_ATTEMPTS = 10;

export interface SealPart {
  readonly subject: string;
  readonly part: string;
  readonly value: unknown;
  readonly find?: Findable;
}

/** What the decider needs of the world. */
export interface DeciderParts {
  readonly log: EventLog;
  /** Facts at the head of the log. */
  readonly facts: { current(): Promise<{ at(now: string): FactsInForce }> };
  /** Seals personal content: the one choke point. */
  readonly seal: (header: { id: string; type: string; stream: string }, parts: readonly SealPart[], command: string) => Promise<readonly Sealed[]>;
  /** Says that the command for which content was sealed is recorded. */
  readonly settle: (command: string) => void;
  /** HMAC under the subject's key, or the deployment's. */
  readonly digest: (subject: string | undefined, text: string) => Promise<string>;
  /** A uuid made by HMAC under the deployment's secret. */
  readonly deriveUuid: (...parts: readonly string[]) => string;
  /** Milliseconds of the Unix epoch. */
  readonly clock: () => number;
}

/** Decides commands and records what was decided. */
export class Decider {
  readonly #parts: DeciderParts;
  readonly #folds: FoldCache;
  readonly #idFor: IdFor;
  readonly #turns = new Turns();
  readonly #running = new Set<string>();

  constructor(parts: DeciderParts) {
    this.#parts = parts;
    this.#folds = new FoldCache(parts.log);
    this.#idFor = idFrom(parts.deriveUuid);
  }

  /**
   * Decides one command and records what was decided, under guard of all that it relied on; decides anew when that moved.
   * @throws Rejection, LogStopped
   */
  async decide(act: Act): Promise<Done> {
    if (this.#running.has(act.commandId)) throw new Rejection('still-running', 'The same act is still running.');
    this.#running.add(act.commandId);
    try {
      for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt += 1) {
        const done = await this.#attempt(act);
        if (done) return act.decision.handsOut ? { ...done, secret: this.#secretOf(act) } : done;
      }
      throw new Rejection('too-contended', 'What this act rests on kept changing; nothing was recorded.');
    } finally {
      this.#running.delete(act.commandId);
    }
  }

  /** What came of a call when it was first sent, wherever that is recorded. Who asks is who sent it: its id says so. @throws Rejection `key-reused` */
  async recall(call: Call): Promise<Done | undefined> {
    const before = await this.#parts.log.outcome(call.commandId);
    return before && this.#again(call, before);
  }

  /** One attempt; nothing when what it was decided on moved before it was recorded. */
  async #attempt(act: Act): Promise<Done | undefined> {
    const now = this.#parts.clock();
    const time = new Date(now).toISOString();
    const facts = (await this.#parts.facts.current()).at(time);
    const authorised = act.authorise(facts, time);
    const acting = actingOf(act, authorised, time);
    const stream = authorised.settles?.stream ?? streamOf(act, acting.by, this.#idFor);
    return this.#turns.take(stream, () => this.#record(act, { authorised, acting, facts, stream, now }));
  }

  async #record(act: Act, about: { authorised: Authorised; acting: Acting; facts: FactsInForce; stream: string; now: number }): Promise<Done | undefined> {
    const { authorised, facts, stream, now } = about;
    const { decision, command, commandId } = act;
    const { state, revision, moved } = await this.#folds.at(decision.aggregate, stream);
    const hasMoved = authorised.relied.some((fact) => fact.stream === stream && fact.revision !== revision);
    const isItsOwn = decision.stream === 'new' && revision === 0; // Named after the command: nothing there is nothing recorded.
    const before = isItsOwn ? undefined : await this.#parts.log.outcome(commandId);
    if (before) return this.#again(act, before);
    if (hasMoved) return undefined; // What gives the caller authority lives in this very stream, and has moved since it was judged.
    if (revision === 0 && !decision.stream) throw new Rejection('not-found', 'There is nothing with this id.');
    if (act.expected !== undefined && act.expected !== revision && act.expected !== moved) throw new RevisionMoved(stream, revision);

    const isDecided = authorised.settles?.as !== 'called-off';
    const relied = (isDecided && decision.relies?.(command, facts, about.acting, state)) || {};
    const mandate = [relied['mandate']].flat()[0];
    const acting = mandate ? { ...about.acting, by: { ...about.acting.by, mandate: citation(mandate) } } : about.acting;
    const context: Context = {
      ...acting,
      stream,
      revision,
      relied,
      newId: newIds(commandId, this.#idFor),
      idFor: this.#idFor,
      secret: () => this.#secretOf(act),
    };
    const decided = recordedOf(act, authorised, isDecided ? decision.decide(state, command, context) : [], context);
    if (decided.length === 0) return { stream, revision, position: await this.#parts.log.head(), ids: [], created: false };

    const [first] = decided;
    const reliedOn = [...authorised.relied, ...Object.values(relied).flat()].filter((fact): fact is Fact => fact !== undefined);
    const guards = reliedOn.filter((fact) => fact.stream !== stream);
    try {
      const appended = await this.#append({ act, acting, allowedBy: authorised.allowedBy, stream, revision, decided, now, relied: reliedOn, guards });
      return { ...appended, stream, created: revision === 0, ...(first?.class === ActAwaited && awaitedIn(first.data as object)) };
    } catch (error) {
      if (error instanceof AlreadyRecorded) return this.#again(act, error.outcome);
      if (error instanceof WrongRevision || error instanceof GuardMoved) return undefined;
      throw error;
    }
  }

  async #append(what: {
    act: Act;
    acting: Acting;
    allowedBy: string | undefined;
    stream: string;
    revision: number;
    decided: readonly Decided[];
    now: number;
    relied: readonly Fact[];
    guards: readonly Guard[];
  }): Promise<Appended> {
    const { act, acting, stream, decided } = what;
    const parts = decided.map((one) => personalParts(one, stream));
    const digest = await this.#parts.digest(parts.flat()[0]?.subject, act.canonical);
    const recording = {
      ...acting,
      basedOn: [...new Set([...(act.basedOn ?? []), ...what.relied.map(citation)])],
      stream,
      time: what.now,
      command: act.commandId,
      digest,
      correlationId: act.correlationId,
      causationId: act.causationId,
      traceparent: act.traceparent,
      allowedBy: what.allowedBy,
    };
    const events = await Promise.all(
      decided.map(async (one, ordinal) => {
        const id = this.#parts.deriveUuid('event', act.commandId, stream, String(ordinal));
        const sealed = parts[ordinal]?.length ? await this.#parts.seal({ id, type: declarationOf(one.class).type, stream }, parts[ordinal], act.commandId) : [];
        return cloudEvent(one, { ...recording, id, revision: what.revision + ordinal + 1 }, sealed);
      }),
    );
    const guards = what.guards.map((guard) => ({ stream: guard.stream, revision: guard.revision }));
    const appended = await this.#parts.log.append(stream, what.revision, events, { command: act.commandId, guards });
    if (parts.some((sealed) => sealed.length > 0)) this.#parts.settle(act.commandId);
    return appended;
  }

  /** The answer to a command that was recorded before, if it is the same command. */
  async #again(act: Call, outcome: Outcome): Promise<Done> {
    const { stream } = outcome;
    const first = outcome.revision - outcome.ids.length + 1;
    const events: CloudEvent[] = [];
    for await (const { event } of this.#parts.log.read(stream, { from: first, to: outcome.revision })) events.push(event);
    const subject = events.flatMap(({ data }) => data.personal ?? [])[0]?.subject;
    if ((await this.#parts.digest(subject, act.canonical)) !== outcome.digest) {
      throw new Rejection('key-reused', 'This key came with another act before.');
    }
    return {
      stream,
      revision: outcome.revision,
      position: outcome.position,
      ids: outcome.ids,
      created: first === 1,
      ...(events[0]?.type === declarationOf(ActAwaited).type && awaitedIn({ act: events[0].data['act'], awaits: events[0].data['awaits'] })),
    };
  }

  #secretOf({ commandId }: Act): string {
    return secretFrom(this.#parts.deriveUuid('secret', commandId));
  }
}
