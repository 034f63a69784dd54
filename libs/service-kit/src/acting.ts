import { randomUUIDv7 } from 'node:crypto';
import { type ActingFor, actingFor, type Callers, type Caller, permitted, type Resource } from '@patto/access';
import { Rejection, writtenSecret } from '@patto/contracts';
import type { Act as Call, Done } from '@patto/event-store';
import type { AnyDecision, CommandClass, FactsInForce } from '@patto/event-store/pure';
import { canonical } from '@patto/privacy';
import type { CommandBus } from '@nestjs/cqrs';
import { actingForHeader, bodyOf, idempotencyKey, ifMatch, pathParameters, traceparent } from './headers.ts';
import type { Limits } from './limits.ts';
import type { Exchange } from './routes.ts';
import type { Schemas } from './schemas.ts';

export interface ActingParts {
  readonly callers: Callers;
  readonly limits: Limits;
  readonly schemas: Schemas;
  readonly decisions: ReadonlyMap<CommandClass, AnyDecision>;
  readonly commandBus: CommandBus;
  readonly deriveUuid: (...parts: readonly string[]) => string;
  /** Where a thing of a category is read, as `/api/v1/plans`. */
  readonly placeOf: (category: string) => string | undefined;
}

/** Judges a caller of a command on the facts in force, the policy among them. @throws Rejection */
export const judged = (name: string, caller: Caller, header: string | undefined, facts: FactsInForce, about: Resource): ActingFor => {
  const acting = actingFor(caller, header, facts);
  const { relied } = permitted(name, acting, facts, about);
  return { ...acting, relied: [...acting.relied, ...relied] };
};

const CALL = Symbol('call');

/** A command as the CommandBus carries it: an instance of its class, with the call that it came with. */
export const messageOf = (call: Call): object =>
  Object.assign(Object.create(call.decision.command.prototype as object) as object, call.command, { [CALL]: call });
export const callOf = (message: object): Call => (message as { [CALL]: Call })[CALL];

/** Takes commands over HTTP: path and body make the command, headers say for whom, under which key and on which revision. */
export const acts = ({ callers, limits, schemas, decisions, commandBus, deriveUuid, placeOf }: ActingParts) => {
  const commandId = (caller: Caller, request: Exchange<object>['request'], acting: string | undefined): string => {
    const key = idempotencyKey(request);
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
    const call: Call = {
      decision,
      command,
      authorise: (facts) => judged(declared.name, caller, header, facts, { subject: decision.aggregate.category, members: command }),
      commandId: commandId(known, request, header),
      canonical: canonical({ path: pathOf(request), body }),
      happenedAt,
      expected,
      correlationId: request.id,
      traceparent: traceparent(request),
    };
    const done = await commandBus.execute<object, Done>(messageOf(call));
    void reply.header('ETag', `"${done.revision}"`).header('Patto-Position', done.position);
    const place = done.created ? placeOf(decision.aggregate.category) : undefined;
    if (place) void reply.header('Location', `${place}/${done.stream}`);
    return { id: done.stream, revision: done.revision, position: done.position, events: done.ids, ...(done.secret && { secret: writtenSecret(done.secret) }) };
  };
};

const pathOf = (request: Exchange<object>['request']): string => request.url.split('?')[0] as string;
