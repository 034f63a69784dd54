import type { Answered } from '@patto/access';
import { problemCodes, problemOf } from '@patto/contracts';
import { type Schema, SCHEMA_REFERENCE } from './declared-schemas.ts';
import { answerTo, contentOf } from './openapi-answers.ts';
import { AS_OF, HEADERS, LIMITS, PAGING, PROBLEM, RECORDED, integer, text } from './openapi-parts.ts';
import type { RootRoute, Route } from './routes.ts';
import type { Schemas } from './schemas.ts';

/** Where a route's answers differ from the others of its kind. */
export interface RouteFacts {
  readonly route: Route;
  readonly service: string;
  readonly creates: boolean;
  readonly replaces: boolean;
  /** What a question is answered with. */
  readonly answered: Answered | undefined;
}

const problemAnswers = () => {
  const byStatus = new Map<number, string[]>();
  for (const code of problemCodes()) {
    const { status } = problemOf(code) as { status: number };
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  const answers = [...byStatus]
    .sort(([a], [b]) => a - b)
    .map(([status, codes]) => [
      String(status),
      {
        description: codes.map((code) => `\`${code}\`: ${problemOf(code)?.title}.`).join(' '),
        ...(status === 429 && { headers: { ...LIMITS, 'Retry-After': integer('Seconds to wait.', 'int32') } }),
        content: { 'application/problem+json': { schema: { $ref: `${SCHEMA_REFERENCE}Problem` } } },
      },
    ]);
  return Object.fromEntries(answers) as Record<string, object>;
};

/** The answer of one status, by reference: each is written once, however many operations give it. */
const refused = (problems: Record<string, object>) =>
  Object.fromEntries(Object.keys(problems).map((status) => [status, { $ref: `#/components/responses/${status}` }]));

const title = (name: string) => name.replace(/(?<!^)([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`);

/** The OpenAPI 3.1 document of these routes, made from the declarations. */
export const openApi = (routes: readonly RouteFacts[], rootRoutes: readonly RootRoute[], schemas: Schemas, url: string): object => {
  const answers = problemAnswers();
  const problems = refused(answers);
  const paths: Record<string, Record<string, object>> = Object.fromEntries(
    rootRoutes.map((route) => [templateOf(route), { get: rootOperation(route, problems) }]),
  );
  for (const facts of routes) {
    const path = templateOf(facts.route);
    paths[path] = { ...paths[path], [facts.route.method.toLowerCase()]: operation(facts, schemas, problems) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Patto',
      version: '1.0.0',
      description: 'Who took which responsibility, for whom, under which mandate and consent, and what came of it.',
      'x-summary': 'The system of record for co-governed welfare',
      contact: { name: 'The Patto maintainers', url: 'https://github.com/patto-welfare/patto' },
      license: { name: 'EUPL-1.2', identifier: 'EUPL-1.2' },
      termsOfService: 'https://github.com/patto-welfare/patto#terms',
    },
    servers: [{ url, description: 'This deployment.' }],
    tags: [...new Set(routes.map(({ service }) => service))].map((name) => ({ name, description: `The ${name} service.` })),
    security: [{ bearer: [] }],
    paths,
    components: {
      securitySchemes: {
        bearer: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description: 'An access token of the configured OpenID Connect issuer, or the secret of a one-time link.',
        },
      },
      responses: answers,
      schemas: { ...schemas.all, Recorded: RECORDED, Problem: PROBLEM },
    },
  };
};

/** `:plan` as `{plan}`; what a wildcard stands for is the `path`. */
const templateOf = ({ path }: { readonly path: string }): string => path.replace(/:(\w+)/g, '{$1}').replace('*', '{path}');

const operation = ({ route, service, creates, replaces, answered }: RouteFacts, schemas: Schemas, problems: Record<string, object>) => {
  const { properties = {} } = schemas.of(route.declared) as { properties?: Record<string, Schema> };
  const path = route.bound.map((name) => ({
    name,
    in: 'path',
    required: true,
    description: `The ${title(name).toLowerCase()}.`,
    schema: properties[name] ?? { type: 'string', maxLength: 200 },
  }));
  const common = {
    operationId: route.kind === 'act' ? route.declared.name : `${route.declared.name}${route.handler === 'life' ? 'History' : ''}`,
    tags: [service],
  };
  if (route.kind === 'act') {
    const parameters = [...path, HEADERS['Acting-For'], HEADERS.Channel, HEADERS['Idempotency-Key'], { ...HEADERS['If-Match'], required: replaces }];
    const headers = {
      ...LIMITS,
      ETag: text('The revision, as a strong validator.'),
      'Patto-Position': integer('Where in the log it stands, for reading one’s own write.'),
    };
    const content = { 'application/json': { schema: { $ref: `${SCHEMA_REFERENCE}Recorded` } } };
    return {
      ...common,
      summary: title(route.declared.name),
      parameters,
      requestBody: { required: true, content: { 'application/json': { schema: schemas.body(route.declared, route.bound) } } },
      responses: { [creates ? '201' : '200']: { description: 'Recorded.', headers, content }, ...problems },
    };
  }
  const query = schemas.query(route.declared, route.bound) as { properties: Record<string, Schema>; required?: string[] };
  const asked = Object.entries(query.properties).map(([name, schema]) => ({ name, in: 'query', required: query.required?.includes(name) ?? false, schema }));
  const body = route.method === 'POST' && { requestBody: { required: true, content: { 'application/json': { schema: query } } } };
  const isOne = route.path.endsWith(`/:${route.bound.at(-1)}`) || route.handler === 'life';
  const parameters = [
    ...path,
    ...(body ? [] : asked),
    HEADERS['Acting-For'],
    HEADERS['Min-Position'],
    ...(isOne ? [AS_OF] : []),
    ...(answered?.as === 'page' ? PAGING : []),
  ];
  return {
    ...common,
    summary: title(route.declared.name),
    parameters,
    ...body,
    responses: { ...(answered && { 200: answerTo(route, answered, schemas) }), ...problems },
  };
};

const rootOperation = ({ path, contentType, shows, asks, controller, handler }: RootRoute, problems: Record<string, object>) => {
  const content = shows ? contentOf(contentType, { $ref: SCHEMA_REFERENCE + shows.view.name }) : contentOf(contentType);
  const parameters = [...templateOf({ path }).matchAll(/\{(\w+)\}/g)].map(([, name = '']) => ({
    ...{ name, in: 'path', required: true },
    ...text(`The ${title(name)}.`),
  }));
  const open = { 404: problems['404'], 429: problems['429'], 500: problems['500'], 503: problems['503'] };
  return {
    operationId: `${controller.name.replace(/Controller$/, '')}${handler.charAt(0).toUpperCase()}${handler.slice(1)}`,
    summary: title(handler.charAt(0).toUpperCase() + handler.slice(1)),
    ...(asks ? {} : { security: [] }),
    ...(parameters.length > 0 && { parameters }),
    responses: {
      ...(asks ? problems : open),
      ...Object.fromEntries((shows?.statuses ?? [200]).map((status) => [status, { description: 'What is there.', content }])),
    },
  };
};
