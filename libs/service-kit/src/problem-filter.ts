import { STATUS_CODES } from 'node:http';
import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import { problemOf, Rejection } from '@patto/contracts';
import { isOutage, LogStopped, RevisionMoved } from '@patto/event-store';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { Invalid } from './schemas.ts';

/** How long a caller should wait before trying again what is refused for now. */
export const RETRY_AFTER_SECONDS = 1;

/** Errors of the framework, by what they mean here. */
const CODE_BY_STATUS: Readonly<Record<number, string>> = {
  400: 'malformed-body',
  404: 'not-found',
  405: 'method-not-allowed',
  413: 'body-too-large',
  415: 'unsupported-media-type',
  429: 'too-many-requests',
};

/** Turns everything that is thrown into RFC 9457 problem+json. What was sent is never repeated; what we did not foresee tells nothing. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  readonly #log: Logger;
  readonly #historyOf: (stream: string) => string | undefined;

  /** @param historyOf the address of a stream's history, where it has one */
  constructor(log: Logger, historyOf: (stream: string) => string | undefined) {
    this.#log = log;
    this.#historyOf = historyOf;
  }

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    this.refuse(error, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }

  /** Answers a request with the problem that an error is. */
  refuse(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
    const rejection = this.#understood(error);
    const problem = problemOf(rejection.code) ?? { status: 500, title: STATUS_CODES[500] as string };
    this.#log.info({ code: rejection.code, status: problem.status, requestId: request.id }, 'refused');
    if (problem.status === 503) void reply.header('Retry-After', RETRY_AFTER_SECONDS);
    if (problem.status === 401) void reply.header('WWW-Authenticate', 'Bearer');
    const body = {
      type: `/problems/${rejection.code}`,
      title: problem.title,
      status: problem.status,
      detail: rejection.message,
      instance: `urn:patto:request:${request.id}`, // Not the address: it could hold what somebody should not have written there.
      traceId: request.id,
      ...this.#membersOf(rejection),
    };
    void reply.status(problem.status).header('Content-Type', 'application/problem+json').header('Cache-Control', 'no-store').send(JSON.stringify(body));
  }

  #understood(error: unknown): Rejection {
    if (error instanceof Rejection) {
      if (error.cause !== undefined) this.#log.error({ err: error.cause }, error.code);
      return error;
    }
    if (error instanceof LogStopped) return new Rejection('log-stopped', 'Nothing is recorded until the server has been started again.');
    if (isOutage(error)) {
      this.#log.warn({ err: error }, 'engine-away');
      return new Rejection('engine-away', 'A server that this needs did not answer. Asked again it may; under the same key nothing is done twice.');
    }
    const status = error instanceof HttpException ? error.getStatus() : (error as { statusCode?: number }).statusCode;
    const code = status === undefined ? undefined : CODE_BY_STATUS[status];
    if (code) return new Rejection(code, problemOf(code)?.remedy ?? '');
    this.#log.error({ err: error }, 'unexpected');
    return new Rejection('unexpected', 'Something went wrong here; nothing of it is your fault.');
  }

  #membersOf(rejection: Rejection): object {
    if (rejection instanceof Invalid) return { errors: rejection.errors };
    if (rejection instanceof RevisionMoved) return { currentRevision: rejection.current, history: this.#historyOf(rejection.stream) };
    return rejection.pointers.length > 0 ? { errors: rejection.pointers.map((pointer) => ({ pointer, detail: rejection.message })) } : {};
  }
}
