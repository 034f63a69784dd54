import type { Caller } from '@patto/access';
import { Rejection } from '@patto/contracts';
import rateLimit, { type RateLimitOptions } from '@fastify/rate-limit';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { EdgeSettings } from './edge-settings.ts';

const WINDOW_MS = 60_000;
/** Addresses and callers that are counted at the same time; those who have not called for longest are forgotten. */
const MOST_COUNTED = 20_000;

const CALLER = Symbol('caller');
type Called = FastifyRequest & { [CALLER]?: string };

/** Counts requests, and refuses those that are too many. */
export interface Limits {
  /** @throws Rejection `too-many-requests` */
  ofAddress(request: FastifyRequest, reply: FastifyReply): Promise<void>;
  /** @throws Rejection `too-many-requests` */
  ofCaller(caller: Caller, request: FastifyRequest, reply: FastifyReply): Promise<void>;
}

/** Limits per address and per caller; what is left is told in `RateLimit-*`, and how long to wait in `Retry-After`. */
export const openLimits = async (server: FastifyInstance, { perAddress, perCaller }: EdgeSettings): Promise<Limits> => {
  await server.register(rateLimit, { global: false, cache: MOST_COUNTED });
  const counted = (options: RateLimitOptions) => {
    const count = server.createRateLimit({ timeWindow: WINDOW_MS, ...options });
    return async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
      const now = await count(request);
      if (now.isAllowed) return;
      void reply.headers({ 'RateLimit-Limit': now.max, 'RateLimit-Remaining': now.remaining, 'RateLimit-Reset': now.ttlInSeconds });
      if (!now.isExceeded) return;
      void reply.header('Retry-After', now.ttlInSeconds);
      throw new Rejection('too-many-requests', 'These are too many requests in a minute; nothing was done.');
    };
  };
  const ofAddress = counted({ max: perAddress, keyGenerator: ({ ip }) => ip });
  const byCaller = counted({ max: perCaller, keyGenerator: (request) => (request as Called)[CALLER] ?? request.ip });
  return {
    ofAddress,
    ofCaller: ({ operator, person, link, presents }, request, reply) => {
      (request as Called)[CALLER] = operator ?? person ?? link ?? presents?.login.subject ?? request.ip;
      return byCaller(request, reply);
    },
  };
};
