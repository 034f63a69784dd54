import { type Caller, openAccessLog } from '@patto/access';
import { type PersonId, Rejection } from '@patto/contracts';
import type { Recorded } from '@patto/event-store';
import type { FastifyRequest } from 'fastify';
import type { QueryBus } from '@nestjs/cqrs';
import { openModel } from '@patto/read-models';
import { answering, askedOf } from '../../libs/service-kit/src/answering.ts';
import { Cursors } from '../../libs/service-kit/src/cursors.ts';
import { readModelFollower } from '../../libs/service-kit/src/read-model-follower.ts';
import { Schemas } from '../../libs/service-kit/src/schemas.ts';
import { PersonById, personById } from '../../services/persons/src/read/person-by-id.ts';
import { persons } from '../../services/persons/src/read/persons.ts';
import type { Place } from './place.ts';

/** Asks for a person's content as a caller; whether it was opened. */
export type Reads = (caller: Caller, person: PersonId, actingFor?: string) => Promise<boolean>;

/** The way of a question through the edge, from the read model to the opened answer, over what is recorded so far. */
export const openReads = async ({ world }: Place): Promise<Reads> => {
  const model = await openModel(world.documents, persons);
  const follower = await readModelFollower(world.log, model);
  const events: Recorded[] = [];
  for await (const recorded of world.log.readAll(follower.filter)) events.push(recorded);
  await follower.handle({ events, through: await world.log.head() });
  const accessLog = await openAccessLog({ log: world.accesses, documents: world.documents, clock: world.clock });
  const callers = new Map<string, Caller>();
  const { answer } = answering({
    world,
    accessLog,
    schemas: new Schemas(),
    cursors: new Cursors((...parts) => world.keyring.deriveUuid(...parts)),
    queries: new Map([[PersonById, personById]]),
    queryBus: { execute: async (question: PersonById) => personById.answer(question, askedOf(question).ask) } as QueryBus,
    callers: { identify: async (token: string) => callers.get(token) } as never,
    limits: { ofAddress: async () => {}, ofCaller: async () => {} },
    serving: () => model.serving,
    reached: async () => true,
    accesses: accessLog.accessesOf,
  });
  return async (caller, person, actingFor) => {
    const token = crypto.randomUUID();
    callers.set(token, caller);
    const headers = { authorization: token, ...(actingFor && { 'patto-acting-for': actingFor }) };
    const request = { id: token, method: 'GET', url: '/', headers, params: { person }, query: {} };
    const exchange = { declared: PersonById, request: request as FastifyRequest, reply: { header: () => {} } as never };
    try {
      const shown = (await answer(exchange)) as { readonly name?: { readonly family?: string } };
      return shown.name?.family === 'Costa';
    } catch (error) {
      if (error instanceof Rejection) return false;
      throw error;
    } finally {
      callers.delete(token);
    }
  };
};
