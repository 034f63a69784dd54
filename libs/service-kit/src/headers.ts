import { CHANNELS, type Channel, Rejection } from '@patto/contracts';
import type { FastifyRequest } from 'fastify';
import { Invalid } from './schemas.ts';

const single = (request: FastifyRequest, name: string): string | undefined => {
  const value = request.headers[name.toLowerCase()];
  return Array.isArray(value) ? value[0] : value;
};

const wrong = (name: string, detail: string): Invalid => new Invalid('invalid-parameter', [{ pointer: `/headers/${name}`, detail }]);

/** On whose behalf the call is. */
export const actingForHeader = (request: FastifyRequest): string | undefined => single(request, 'Patto-Acting-For');

/** How the act came to whoever sends it: by themself where it is not said. @throws Invalid */
export const channelHeader = (request: FastifyRequest): Channel | undefined => {
  const channel = single(request, 'Patto-Channel');
  if (channel !== undefined && !CHANNELS.some((known) => known === channel)) throw wrong('Patto-Channel', `It must be one of: ${CHANNELS.join(', ')}.`);
  return channel as Channel | undefined;
};

/** The caller's own name for this act: 1 to 255 visible ASCII characters. @throws Invalid */
export const idempotencyKey = (request: FastifyRequest): string | undefined => {
  const key = single(request, 'Idempotency-Key');
  if (key !== undefined && !/^[\x21-\x7e]{1,255}$/.test(key)) throw wrong('Idempotency-Key', 'It must be 1 to 255 visible ASCII characters.');
  return key;
};

/** The revision in If-Match. @throws Invalid */
export const ifMatch = (request: FastifyRequest): number | undefined => {
  const tag = single(request, 'If-Match');
  if (tag === undefined || tag === '*') return undefined;
  const revision = /^"(\d{1,15})"$/.exec(tag)?.[1];
  if (revision === undefined) throw wrong('If-Match', 'It must be one strong entity tag, as "7".');
  return Number(revision);
};

/** A position that nothing stands at yet: nobody could wait for it. */
export const beyondHead = (): Invalid => wrong('Patto-Min-Position', 'Nothing has been recorded at this position yet.');

/** The position that the answer must have come to. @throws Invalid */
export const minPosition = (request: FastifyRequest): number | undefined => {
  const position = single(request, 'Patto-Min-Position');
  if (position === undefined) return undefined;
  if (!/^\d{1,15}$/.test(position)) throw wrong('Patto-Min-Position', 'It must be a position of the log, as 42.');
  return Number(position);
};

/** The W3C trace context, where it is well formed; anything else is as good as none. */
export const traceparent = (request: FastifyRequest): string | undefined => {
  const value = single(request, 'traceparent');
  return value && /^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/.test(value) ? value : undefined;
};

/** The body as an object. @throws Rejection `malformed-body` */
export const bodyOf = (request: FastifyRequest): Record<string, unknown> => {
  const { body = {} } = request;
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw new Rejection('malformed-body', 'The body must be a JSON object.');
  return body as Record<string, unknown>;
};

/** What the path binds; what a wildcard matches is its `path`. */
export const pathParameters = (request: FastifyRequest): Record<string, string> => {
  const { '*': wildcard, ...named } = request.params as Record<string, string>;
  return wildcard === undefined ? named : { ...named, path: wildcard };
};
