import { randomUUIDv7 } from 'node:crypto';
import { type ActingFor, actingFor, awaitedBy, type Callers, type Caller, permitted } from '@patto/access';
import { type Id, Rejection, writtenSecret } from '@patto/contracts';
import type { Act as Call, Authorised, Done } from '@patto/event-store';
import type { AnyDecision, CommandClass, FactsInForce } from '@patto/event-store/pure';
import { canonical } from '@patto/privacy';
import type { CommandBus } from '@nestjs/cqrs';
import { actingForHeader, bodyOf, channelHeader, idempotencyKey, ifMatch, pathParameters, traceparent } from './headers.ts';
import type { Limits } from './limits.ts';
import type { Exchange } from './routes.ts';
import type { Schemas } from './schemas.ts';
import type { sentBefore } from './sent-before.ts';
import type { settling } from './settling.ts';

export interface ActingParts {
  readonly callers: Callers;
  readonly limits: Limits;
  readonly schemas: Schemas;
  readonly decisions: ReadonlyMap<CommandClass, AnyDecision>;
  readonly commandBus: CommandBus;
  readonly deriveUuid: (...parts: readonly string[]) => string;
  /** Where a thing of a category is read, as `/api/v1/plans`. */
  readonly placeOf: (category: string) => string | undefined;
  /** Turns the settling of an act into the call that waits. */
  readonly settle: ReturnType<typeof settling>;
  /** Answers a call that was refused now and had an outcome when it was first sent. */
  readonly earlier: ReturnType<typeof sentBefore>;
}

/** Who calls, on whose behalf, and whether they write down what that one dictated or signed. */
export interface Calling {
  readonly caller: Caller;
  readonly header: string | undefined;
  readonly isTakenDown: boolean;
}

/** Judges a caller of a command on the facts in force, the policy among them. @throws Rejection */
const judged = ({ caller, header, isTakenDown }: Calling, { command, aggregate }: AnyDecision, members: object, facts: FactsInForce): ActingFor => {
  const acting = actingFor(caller, header, facts, isTakenDown);
  const { relied, allowedBy } = permitted(command.name, acting, facts, { subject: aggregate.category, members });
  return { ...acting, relied: [...acting.relied, ...relied], allowedBy };
};

/** Judges a caller as the edge does, with whom the act waits for. @throws Rejection `not-for-another` where it cannot be dictated */
export const authorised = (calling: Calling, decision: AnyDecision, members: object, facts: FactsInForce): Authorised => {
  const acting = judged(calling, decision, members, facts);
  const { kind, atOnce } = decision;
  if (calling.isTakenDown && !kind) throw new Rejection('not-for-another', 'This is not written down for somebody else.');
  const awaited = kind && !atOnce ? awaitedBy(acting, kind, facts) : undefined;
  if (!kind || !awaited) return acting;
  return { ...acting, relied: [...acting.relied, ...awaited.relied], awaits: { person: awaited.person, kind, by: awaited.by } };
};

const CALL = Symbol('call');

/** A command as the CommandBus carries it: an instance of its class, with the call that it came with. */
export const messageOf = (call: Call): object =>
  Object.assign(Object.create(call.decision.command.prototype as object) as object, call.command, { [CALL]: call });
export const callOf = (message: object): Call => (message as { [CALL]: Call })[CALL];

/** Takes commands over HTTP: path and body make the command, headers say for whom, under which key and on which revision. */
export const acts = ({ callers, limits, schemas, decisions, commandBus, deriveUuid, placeOf, settle, earlier }: ActingParts) => {
  const commandId = (caller: Caller, request: Exchange<object>['request'], acting: string | undefined, key: string | undefined): string => {
    if (key === undefined) return randomUUIDv7(); // In order of time, so that the log's index of commands grows at one end.
    return deriveUuid('command', caller.person ?? '', caller.operator ?? caller.link ?? '', acting ?? '', pathOf(request), key);
  };

  return async ({ declared, request, reply }: Exchange<object>): Promise<unknown> => {
    const { authorization } = request.headers;
    const known = await callers.identify(authorization);
    await limits.ofCaller(known, request, reply);
    const decision = decisions.get(declared);
    if (!decision) throw new Error(`No service decides ${declared.name}.`);
    const path = pathParameters(request);
    schemas.checkPath(declared, path);
    const body = bodyOf(request);
    schemas.checkBody(declared, Object.keys(path), body);
    const { happenedAt, ...members } = body as { happenedAt?: string };
    const command = { ...members, ...path };
    const caller = decision.code ? await callers.presenting(authorization, decision.code(command)) : known;
    const expected = ifMatch(request);
    if (decision.replaces && expected === undefined) throw new Rejection('if-match-needed', 'Send If-Match with the ETag of what you read.');
    const header = actingForHeader(request);
    const channel = channelHeader(request);
    const calling: Calling = { caller, header, isTakenDown: channel !== undefined && channel !== 'self' };
    const judge = (facts: FactsInForce, confirmed?: { readonly waiting: AnyDecision; readonly content: object }) => {
      const acting = judged(calling, decision, command, facts);
      return confirmed ? judged(calling, confirmed.waiting, confirmed.content, facts) : acting;
    };
    const key = idempotencyKey(request);
    const call: Call = {
      decision,
      command,
      authorise: (facts) => authorised(calling, decision, command, facts),
      ...(channel && { channel }),
      commandId: commandId(decision.code ? { operator: known.operator } : known, request, header, key), // A code makes a person of a login that was nobody's.
      canonical: canonical({ path: pathOf(request), body }),
      happenedAt,
      expected,
      correlationId: request.id,
      traceparent: traceparent(request),
    };
    const send = async (): Promise<Done> => {
      const settled =
        decision.settles &&
        (await settle({
          ...(command as { act: Id<'act'>; words?: string }),
          as: decision.settles,
          service: decision.aggregate.service,
          judge,
          request: request.id,
        }));
      return commandBus.execute<object, Done>(messageOf({ ...call, ...settled }));
    };
    const done = await (key === undefined ? send() : send().catch((refusal: unknown) => earlier(refusal, call)));
    void reply.header('ETag', `"${done.revision}"`).header('Patto-Position', done.position);
    const place = done.created ? placeOf(decision.aggregate.category) : undefined;
    if (place) void reply.header('Location', `${place}/${done.stream}`);
    const more = { ...(done.secret && { secret: writtenSecret(done.secret) }), ...(done.awaited && { act: done.awaited.act, awaits: done.awaited.by }) };
    return { id: done.stream, revision: done.revision, position: done.position, events: done.ids, ...more };
  };
};

const pathOf = (request: Exchange<object>['request']): string => request.url.split('?')[0] as string;
