import type { AnyQuery, QuestionClass } from '@patto/access';
import { ActAwaited, categoryOf, declarationOf, isId, standsIn } from '@patto/contracts';
import type { AnyDecision, CommandClass } from '@patto/event-store/pure';
import type { Type } from '@nestjs/common';
import type { RouteFacts } from './openapi.ts';
import { answersWith, type Route, refuseSharedRoutes, routesOf } from './routes.ts';
import type { Service } from './service.ts';

/** What services say, put together once. */
export interface Wiring {
  readonly decisions: ReadonlyMap<CommandClass, AnyDecision>;
  readonly queries: ReadonlyMap<QuestionClass, AnyQuery>;
  readonly routes: readonly RouteFacts[];
  readonly controllers: readonly Type[];
  readonly rootControllers: readonly Type[];
  /** Where a thing of a category is read. */
  readonly placeOf: (category: string) => string | undefined;
  /** Where the history of a stream is read. */
  readonly historyOf: (stream: string) => string | undefined;
}

/** Puts services together. @throws Error where two claim one route, command, question or category, a route leads to nothing, or an act could not wait */
export const wire = (services: readonly Service[]): Wiring => {
  const decisions = unique(services.flatMap((service) => service.decisions.map((decision) => [decision.command, decision] as const)));
  const queries = unique(services.flatMap((service) => service.queries.map((query) => [query.question, query] as const)));
  refuseSharedCategories(services);
  for (const [command, decision] of decisions) refuseWhatCannotWait(command, decision);
  const routes = services.flatMap(({ name, controllers }) => controllers.flatMap(routesOf).map((route) => ({ route, service: name })));
  refuseSharedRoutes(routes.map(({ route }) => route));
  const places = new Map(routes.filter(({ route }) => route.method === 'GET').map(({ route }) => [placeIn(route), route.path.replace(/\/:\w+$/, '')]));
  const histories = new Set(routes.filter(({ route }) => route.path.endsWith('/history')).map(({ route }) => route.path.replace(/\/:\w+\/history$/, '')));
  const historyOf = (stream: string) => {
    const place = isId(stream) ? places.get(categoryOf(stream)) : undefined;
    return place !== undefined && histories.has(place) ? `${place}/${stream}/history` : undefined;
  };
  return {
    decisions,
    queries,
    routes: routes.map(({ route, service }) => routeFacts(route, service, decisions, queries)),
    controllers: services.flatMap(({ controllers }) => controllers),
    rootControllers: services.flatMap(({ rootControllers = [] }) => rootControllers),
    placeOf: (category) => places.get(category),
    historyOf,
  };
};

const routeFacts = (route: Route, service: string, decisions: Wiring['decisions'], queries: Wiring['queries']): RouteFacts => {
  const decision = route.kind === 'act' ? decisions.get(route.declared) : undefined;
  if (!decision && !queries.has(route.declared)) throw new Error(`${route.method} ${route.path} leads to ${route.declared.name}, which no service knows.`);
  const creates = decision !== undefined && decision.stream !== undefined && decision.stream !== null;
  answersWith(route, creates ? 201 : 200);
  return { route, service, creates, replaces: decision?.replaces ?? false, answered: queries.get(route.declared)?.answered };
};

/** The category that a GET route reads one thing of, by its last parameter. */
const placeIn = ({ path, bound }: Route): string => (bound.length === 1 && path.endsWith(`/:${bound[0]}`) ? (bound[0] as string) : '');

const unique = <Key extends { readonly name: string }, Value>(entries: readonly (readonly [Key, Value])[]): ReadonlyMap<Key, Value> => {
  const map = new Map<Key, Value>();
  for (const [key, value] of entries) {
    if (map.has(key)) throw new Error(`${key.name} is claimed twice.`);
    map.set(key, value);
  }
  return map;
};

const refuseWhatCannotWait = ({ name }: CommandClass, { kind, aggregate }: AnyDecision): void => {
  if (kind && !standsIn(declarationOf(ActAwaited), aggregate)) throw new Error(`${name} cannot wait: no ActAwaited stands in ${aggregate.category}.`);
};

const refuseSharedCategories = (services: readonly Service[]): void => {
  const owners = new Map<string, string>();
  for (const { name, decisions } of services) {
    for (const { aggregate } of decisions) {
      const owner = owners.get(aggregate.category) ?? name;
      if (owner !== name) throw new Error(`${owner} and ${name} both claim the category ${aggregate.category}.`);
      if (aggregate.service !== name) throw new Error(`${name} decides about ${aggregate.category}, which belongs to ${aggregate.service}.`);
      owners.set(aggregate.category, name);
    }
  }
};
