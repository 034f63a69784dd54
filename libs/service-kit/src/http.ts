import { randomUUID } from 'node:crypto';
import { Module, type Provider, type Type } from '@nestjs/common';
import { NestFactory, RouterModule } from '@nestjs/core';
import { CommandHandler, CqrsModule, QueryHandler } from '@nestjs/cqrs';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Rejection } from '@patto/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { ProblemFilter } from './problem-filter.ts';
import { AllowedMethods } from './allowed-methods.ts';
import type { EdgeSettings } from './edge-settings.ts';
import { type Limits, openLimits } from './limits.ts';
import { BASE_PATH } from './routes.ts';
import { refuseUnreadable } from './unreadable-request.ts';
import { addWebHeaders, letIn, refuseMethod } from './web-headers.ts';

/** A command's body at most; an event is at most 65,535 bytes with its sealed part. */
const MOST_BODY_BYTES = 32 * 1024;

/** What watches over a process asks these as often as it likes. */
const UNCOUNTED = new Set(['/livez', '/readyz', '/metrics']);

/** What handles messages of one class on a bus. */
export interface Handler {
  readonly message: Type;
  readonly execute: (message: object) => Promise<unknown>;
}

export interface HttpParts {
  /** Controllers of the services, under `/api/v1`. */
  readonly controllers: readonly Type[];
  /** Controllers at the root: health, documents, the ledger's files. */
  readonly rootControllers: readonly Type[];
  readonly providers: (limits: Limits) => readonly Provider[];
  readonly commands: readonly Handler[];
  readonly queries: readonly Handler[];
  /** The address of a stream's history, where it has one. */
  readonly historyOf: (stream: string) => string | undefined;
  readonly settings: EdgeSettings;
  readonly logger: Logger;
}

/** A handler class for the bus, made from a function; Nest finds it among the providers. */
const handlerClass = (decorate: (message: Type) => ClassDecorator, { message, execute }: Handler): Type => {
  class Generated {
    execute = execute;
  }
  decorate(message)(Generated);
  return Generated;
};

/** The Nest application over Fastify; not listening yet. */
export const createHttp = async (parts: HttpParts): Promise<NestFastifyApplication> => {
  const { origins, gateways } = parts.settings;
  const problems = new ProblemFilter(parts.logger, parts.historyOf);
  const adapter = new FastifyAdapter({
    bodyLimit: MOST_BODY_BYTES,
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    routerOptions: { maxParamLength: 300, ignoreTrailingSlash: true },
    exposeHeadRoutes: true,
    trustProxy: gateways.length > 0 && [...gateways],
    clientErrorHandler: refuseUnreadable,
    // An address that cannot be read comes to no route; Fastify itself would repeat it in its answer.
    frameworkErrors: (_error: Error, request: FastifyRequest, reply: FastifyReply) => {
      addWebHeaders(request, reply);
      problems.refuse(new Rejection('not-found', 'Nothing can have this address.'), request, reply);
    },
  });
  const server = adapter.getInstance();
  const limits = await openLimits(server, parts.settings);
  const providers = parts.providers(limits);
  const handlers = [
    ...parts.commands.map((handler) => handlerClass((message) => CommandHandler(message) as ClassDecorator, handler)),
    ...parts.queries.map((handler) => handlerClass((message) => QueryHandler(message) as ClassDecorator, handler)),
  ];
  const everywhere = {
    module: class Everywhere {},
    global: true,
    imports: [CqrsModule.forRoot()],
    providers: [...providers, ...handlers],
    exports: [...providers],
  };

  @Module({ controllers: [...parts.controllers] })
  class Services {}

  @Module({ imports: [everywhere, Services, RouterModule.register([{ path: BASE_PATH, module: Services }])], controllers: [...parts.rootControllers] })
  class Root {}

  const app = await NestFactory.create<NestFastifyApplication>(Root, adapter, { logger: false, abortOnError: false, bodyParser: false });
  app.useGlobalFilters(problems);
  server.removeContentTypeParser('text/plain'); // Bodies are JSON: a form of another site can send the rest without asking.
  const allowed = new AllowedMethods();
  server.addHook('onRoute', (route) => allowed.note(route));
  server.addHook('onRequest', async (request: FastifyRequest, reply: FastifyReply) => {
    addWebHeaders(request, reply);
    if (!UNCOUNTED.has(request.url)) await limits.ofAddress(request, reply);
    if (letIn(origins, request, reply)) return reply;
    if (request.is404) refuseMethod(allowed.at(request.url), reply);
    return undefined;
  });
  server.addHook('onResponse', async (request: FastifyRequest, reply: FastifyReply) => {
    const route = request.routeOptions.url ?? 'unmatched'; // The template, never the address: addresses hold ids.
    parts.logger.info({ method: request.method, route, status: reply.statusCode, requestId: request.id, ms: Math.round(reply.elapsedTime) }, 'answered');
  });
  return app;
};
