import { Rejection } from '@patto/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';

const A_YEAR_SECONDS = 31_536_000;
/** How long a browser remembers what it may send to us from another origin. */
const PREFLIGHT_SECONDS = 600;

/** Answers hold personal data or change all the time; nobody keeps them, guesses at their type, frames them or loads them from elsewhere. */
export const EVERY_ANSWER = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy': "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Origin-Agent-Cluster': '?1',
  'Referrer-Policy': 'no-referrer',
  'Strict-Transport-Security': `max-age=${A_YEAR_SECONDS}; includeSubDomains`,
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'X-Permitted-Cross-Domain-Policies': 'none',
};

/** The page of the documents is the only one with scripts: its own files. What draws it writes styles into it. */
const PAGE = '/docs';
const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Adds what every answer says to browsers. */
export const addWebHeaders = (request: FastifyRequest, reply: FastifyReply): void => {
  void reply.headers(EVERY_ANSWER);
  if (request.url === PAGE || request.url.startsWith(`${PAGE}/`)) void reply.header('Content-Security-Policy', PAGE_POLICY);
};

/** What pages of other origins may send and read; cookies are never among it. */
const MAY_SEND = 'Authorization, Content-Type, Idempotency-Key, If-Match, Patto-Acting-For, Patto-Min-Position';
const MAY_READ = 'ETag, Location, Patto-Position, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset, Retry-After';

/**
 * Lets pages of these origins call; of others, a browser keeps our answers to itself.
 * @returns whether the request was only a browser's question whether it may, which is answered then
 */
export const letIn = (origins: readonly string[], request: FastifyRequest, reply: FastifyReply): boolean => {
  const { origin } = request.headers;
  if (origins.length === 0) return false;
  void reply.header('Vary', 'Origin');
  if (origin === undefined || !origins.includes(origin)) return false;
  void reply.headers({ 'Access-Control-Allow-Origin': origin, 'Access-Control-Expose-Headers': MAY_READ });
  if (request.method !== 'OPTIONS' || request.headers['access-control-request-method'] === undefined) return false;
  void reply.headers({
    'Access-Control-Allow-Methods': 'GET, HEAD, POST',
    'Access-Control-Allow-Headers': MAY_SEND,
    'Access-Control-Max-Age': PREFLIGHT_SECONDS,
  });
  void reply.code(204).send();
  return true;
};

/** What no route takes is refused before its body is looked at: Fastify would say other things of some methods. @throws Rejection */
export const refuseMethod = (methods: readonly string[], reply: FastifyReply): never => {
  if (methods.length === 0) throw new Rejection('not-found', 'There is nothing at this address.');
  void reply.header('Allow', methods.join(', '));
  throw new Rejection('method-not-allowed', `This address takes ${methods.join(', ')}.`);
};
