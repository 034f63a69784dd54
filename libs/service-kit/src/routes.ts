import 'reflect-metadata';
import { createParamDecorator, type ExecutionContext, Inject, RequestMethod, type Type } from '@nestjs/common';
import { HEADERS_METADATA, HTTP_CODE_METADATA, METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import type { AnswerClass } from '@patto/access';
import type { CommandClass } from '@patto/event-store/pure';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** One HTTP exchange about a declared command or question. */
export interface Exchange<Declared extends object> {
  readonly declared: CommandClass<Declared>;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

export type Act<Command extends object> = Exchange<Command>;
export type Ask<Question extends object> = Exchange<Question>;

const ROUTE = Symbol('route');

interface Marked {
  readonly kind: 'act' | 'ask';
  readonly declared: CommandClass;
}

const exchange = createParamDecorator((declared: CommandClass, context: ExecutionContext): Exchange<object> => {
  const http = context.switchToHttp();
  return { declared, request: http.getRequest<FastifyRequest>(), reply: http.getResponse<FastifyReply>() };
});

const marks =
  (kind: Marked['kind']) =>
  (declared: CommandClass): ParameterDecorator =>
  (target, key, index) => {
    exchange(declared)(target, key, index);
    Reflect.defineMetadata(ROUTE, { kind, declared } satisfies Marked, target, key as string);
  };

/** The parameter of a route that takes a command: path and body make it. */
export const Act = marks('act');
/** The parameter of a route that answers a question: path and query string make it. */
export const Ask = marks('ask');

/** What stands behind all controllers. */
export abstract class Edge {
  /** Decides the command and answers with what was recorded. */
  abstract decide(act: Exchange<object>): Promise<unknown>;
  /** Answers the question, with personal content opened once the access is on record. */
  abstract answer(ask: Exchange<object>): Promise<unknown>;
  /** The same, with the key of each sealed part in place of its content. */
  abstract disclose(ask: Exchange<object>): Promise<unknown>;
  /** The events of the resource that the question is about, for those who may ask it. */
  abstract history(ask: Exchange<object>): Promise<unknown>;
}

/** A controller: a line a route; it translates and decides nothing. */
export abstract class Routes {
  @Inject(Edge) private readonly edge!: Edge;

  protected decide(act: Exchange<object>): Promise<unknown> {
    return this.edge.decide(act);
  }

  protected answer(ask: Exchange<object>): Promise<unknown> {
    return this.edge.answer(ask);
  }

  protected disclose(ask: Exchange<object>): Promise<unknown> {
    return this.edge.disclose(ask);
  }

  protected history(ask: Exchange<object>): Promise<unknown> {
    return this.edge.history(ask);
  }
}

/** A declared route, as OpenAPI and the start-up check see it. */
export interface Route extends Marked {
  readonly method: 'GET' | 'POST';
  /** From the root, with parameters as `:plan`. */
  readonly path: string;
  readonly bound: readonly string[];
  /** Of what it is answered with when all is well. */
  readonly contentType: string;
  readonly controller: Type;
  readonly handler: string;
}

export const BASE_PATH = '/api/v1';

/** The routes that a controller declares. */
export const routesOf = (controller: Type): readonly Route[] => {
  const prototype = controller.prototype as Record<string, unknown>;
  const base = [Reflect.getMetadata(PATH_METADATA, controller) as string | string[]].flat()[0] ?? '';
  return Object.getOwnPropertyNames(prototype).flatMap((handler) => {
    const marked = Reflect.getMetadata(ROUTE, prototype, handler) as Marked | undefined;
    if (!marked) return [];
    const method = prototype[handler] as object;
    const sub = [Reflect.getMetadata(PATH_METADATA, method) as string | string[]].flat()[0] ?? '';
    const path = [BASE_PATH, base, sub]
      .map((part) => part.replace(/^\/|\/$/g, ''))
      .filter(Boolean)
      .join('/');
    const bound = [...path.matchAll(/:(\w+)/g)].map(([, name]) => name as string);
    const verb = Reflect.getMetadata(METHOD_METADATA, method) === RequestMethod.POST ? 'POST' : 'GET';
    return [{ ...marked, method: verb, path: `/${path}`, bound, contentType: contentTypeOf(method), controller, handler } satisfies Route];
  });
};

const contentTypeOf = (method: object): string => {
  const headers = (Reflect.getMetadata(HEADERS_METADATA, method) ?? []) as readonly { readonly name: string; readonly value: string }[];
  return headers.find(({ name }) => name.toLowerCase() === 'content-type')?.value ?? 'application/json';
};

const SHOWS = Symbol('shows');

/** What a route of a root controller answers with, by status, where that is JSON. */
export const Shows =
  (view: AnswerClass, ...statuses: readonly number[]): MethodDecorator =>
  (target, key) => {
    Reflect.defineMetadata(SHOWS, { view, statuses: statuses.length > 0 ? statuses : [200] }, target, key);
  };

/** A route at the root: health, documents, files. */
export interface RootRoute {
  readonly path: string;
  readonly contentType: string;
  readonly shows: { readonly view: AnswerClass; readonly statuses: readonly number[] } | undefined;
  /** Whether a question stands before it, which needs a token. */
  readonly asks: boolean;
  readonly controller: Type;
  readonly handler: string;
}

/** The routes that a root controller has. */
export const rootRoutesOf = (controller: Type): readonly RootRoute[] => {
  const prototype = controller.prototype as Record<string, object>;
  const base = [Reflect.getMetadata(PATH_METADATA, controller) as string | string[]].flat()[0] ?? '';
  return Object.getOwnPropertyNames(prototype).flatMap((handler) => {
    const method = prototype[handler] as object;
    const sub = Reflect.getMetadata(PATH_METADATA, method) as string | undefined;
    if (sub === undefined || handler === 'constructor') return [];
    const path = `/${[base, sub].map((part) => part.replace(/^\/|\/$/g, '')).join('/')}`.replace('//', '/');
    const shows = Reflect.getMetadata(SHOWS, prototype, handler) as RootRoute['shows'];
    return [{ path, contentType: contentTypeOf(method), shows, asks: Reflect.hasMetadata(ROUTE, prototype, handler), controller, handler }];
  });
};

/** Two services that claim one route do not start. @throws Error that names both */
export const refuseSharedRoutes = (routes: readonly Route[]): void => {
  const claimed = new Map<string, Route>();
  for (const route of routes) {
    const key = `${route.method} ${route.path.replace(/:\w+/g, ':')}`;
    const other = claimed.get(key);
    if (other) throw new Error(`${other.controller.name} and ${route.controller.name} both claim ${route.method} ${route.path}.`);
    claimed.set(key, route);
  }
};

/** Says which status a route answers with when all is well. */
export const answersWith = (route: Route, status: number): void => {
  Reflect.defineMetadata(HTTP_CODE_METADATA, status, (route.controller.prototype as Record<string, object>)[route.handler] as object);
};
