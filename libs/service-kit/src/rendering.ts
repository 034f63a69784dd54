import type { AnyQuery } from '@patto/access';
import type { FastifyRequest } from 'fastify';
import { CSV, columnsOf, csvOf, wantsCsv } from './csv.ts';
import type { Schema } from './declared-schemas.ts';
import type { Exchange } from './routes.ts';
import type { Schemas } from './schemas.ts';

interface Told {
  readonly items: readonly unknown[];
  readonly nextCursor?: string;
}

/** The same question for the page that comes next. */
const nextOf = ({ url }: FastifyRequest, cursor: string): string => {
  const next = new URL(url, 'http://this-deployment');
  next.searchParams.set('cursor', cursor);
  return `${next.pathname}${next.search}`;
};

/** A list as CSV where that is asked for; where it goes on stands in `Link` then. */
const listed = ({ request, reply }: Exchange<object>, told: Told, item: Schema, { all }: Schemas): unknown => {
  if (!wantsCsv(request.headers.accept)) return told;
  if (told.nextCursor !== undefined) void reply.header('Link', `<${nextOf(request, told.nextCursor)}>; rel="next"`);
  void reply.header('Content-Type', CSV);
  return csvOf(told.items, columnsOf(item, all));
};

/** An answer as it goes out: JSON, or CSV where it is a list and that is asked for. */
export const rendered = (exchange: Exchange<object>, result: unknown, { answered }: AnyQuery, schemas: Schemas): unknown =>
  answered.as === 'answer' ? result : listed(exchange, result as Told, schemas.of(answered.view), schemas);

/** A history as it goes out: what each event says is one column, as JSON. */
export const renderedHistory = (exchange: Exchange<object>, history: Told, schemas: Schemas): unknown => {
  const { properties = {} } = schemas.all['Happening'] ?? {};
  return listed(exchange, history, { properties: { ...(properties as object), facts: {} } }, schemas);
};
