import { type AccessLog, type Callers, type Disclosed, type OpenedSubject, unavailable } from '@patto/access';
import { categoryOf, isId, type OperatorId, type PersonId, problemOf, Rejection } from '@patto/contracts';
import type { Doc } from '@patto/read-models';
import { canonical, type SealedPart } from '@patto/privacy';
import type { QueryBus } from '@nestjs/cqrs';
import { type Asked, type AskedParts, asked } from './asking.ts';
import { beyondHead, minPosition } from './headers.ts';
import { type HistoryItem, MOST_EVENTS, told } from './history.ts';
import type { Limits } from './limits.ts';
import { content, type Opener, opened, partKeys, sealedParts, withheld } from './opening.ts';
import { rendered, renderedHistory } from './rendering.ts';
import type { Exchange } from './routes.ts';
import { sealStates } from './seal-state.ts';
import { stated } from './stating.ts';

/** How long an answer waits for read models that have not come to Patto-Min-Position. */
const MIN_POSITION_WAIT_MS = 2_000;

export interface AnsweringParts extends AskedParts {
  readonly callers: Callers;
  readonly limits: Limits;
  readonly accessLog: AccessLog;
  readonly queryBus: QueryBus;
  /** Whether all read models came to a position in time. */
  readonly reached: (position: number, withinMs: number) => Promise<boolean>;
}

const ASKED = Symbol('asked');
/** A question as the QueryBus carries it: an instance of its class, with what it was asked with. */
export const askedOf = (message: object): Asked => (message as { [ASKED]: Asked })[ASKED];

/** Answers questions over HTTP. Personal content is opened at the last moment, when the access is on record and what it rests on still stands. */
export const answering = (parts: AnsweringParts) => {
  const { world, callers, limits, accessLog, queryBus, reached } = parts;

  const listen = async (exchange: Exchange<object>): Promise<Asked> => {
    const { request, reply } = exchange;
    const caller = await callers.identify(request.headers.authorization);
    await limits.ofCaller(caller, request, reply);
    const position = minPosition(request);
    if (position !== undefined && position > (await world.log.head().catch(unavailable))) throw beyondHead();
    if (position !== undefined && !(await reached(position, MIN_POSITION_WAIT_MS))) {
      throw new Rejection('not-caught-up', 'The read models have not come to this position yet.');
    }
    const now = new Date(world.clock()).toISOString();
    return asked(parts, caller, (await world.facts.current()).at(now), now, exchange);
  };

  const disclosed = ({ query, acting, relied }: Asked, request: string): Disclosed => ({
    purpose: query.purpose,
    dataCategories: query.dataCategories,
    reader: acting,
    basis: relied(),
    request,
  });

  /** The answer with its parts still sealed. What is refused of personal content is on record as well. */
  const found = async (exchange: Exchange<object>, question: Asked): Promise<unknown> => {
    try {
      question.permission();
      const result: unknown = await queryBus.execute(Object.assign(question.question, { [ASKED]: question }));
      question.refuseUnread();
      if (result === undefined) throw new Rejection('not-found', 'There is nothing with this id.');
      return result;
    } catch (error) {
      const refused = error instanceof Rejection && problemOf(error.code)?.status === 403 && question.query.dataCategories.length > 0;
      if (refused) await accessLog.refuses(disclosed(question, exchange.request.id), error.code, concerned(question));
      throw error;
    }
  };

  /** Whatever a query forgets, no person's content is opened without a basis. @throws Rejection `no-legal-basis` */
  const refuseUnfounded = async (exchange: Exchange<object>, question: Asked, subjects: readonly OpenedSubject[]): Promise<void> => {
    const without = subjects.flatMap(({ person, standing }) => (standing || !isPerson(person) ? [] : [person]));
    if (without.length === 0) return;
    await accessLog.refuses(disclosed(question, exchange.request.id), 'no-legal-basis', without);
    throw new Rejection('no-legal-basis', 'Nothing covers showing you this content.');
  };

  /** When an auditor looks at what happened in somebody's life, that is on record with them too, though no content is opened: who looked, and for which audit. */
  const auditorLooked = async (exchange: Exchange<object>, question: Asked): Promise<void> => {
    const { by, kinds, relied: basis } = question.acting;
    if (!kinds.includes('auditor') || question.query.dataCategories.length === 0) return;
    const persons = [...new Set([...concerned(question), ...[...question.bases.keys()].filter(isPerson)])];
    if (persons.length === 0) return;
    const relied = by.organisation === undefined ? [] : question.ask.facts.find('audit', by.organisation);
    const standing = { basis: 'legal-obligation', relied } as const;
    const subjects = persons.map((person) => ({ person, fields: [], standing: question.bases.get(person) ?? standing }));
    await accessLog.shows({ ...disclosed(question, exchange.request.id), purpose: 'audit', basis }, subjects);
  };

  const answerWith =
    (opener: Opener) =>
    async (exchange: Exchange<object>): Promise<unknown> => {
      const question = await listen(exchange);
      const result = stated(withheld(await found(exchange, question), question.permission()), world.settings.data);
      const { revision } = result as { revision?: unknown };
      if (typeof revision === 'number') void exchange.reply.header('ETag', `"${revision}"`);
      const sealed = sealedParts(result);
      if (sealed.length === 0) {
        await auditorLooked(exchange, question);
        if (question.query.alwaysOnRecord) await accessLog.handsOut(disclosed(question, exchange.request.id), canonical(question.question));
        return rendered(exchange, result, question.query, parts.schemas);
      }
      const subjects = subjectsOf(sealed, question);
      await refuseUnfounded(exchange, question, subjects);
      const receipt = await accessLog.shows(
        { ...disclosed(question, exchange.request.id), basis: [...question.acting.relied, ...question.permission().relied] },
        subjects,
      );
      if (!(await world.facts.stillStand(question.relied(), question.ask.now))) {
        throw new Rejection('authority-unavailable', 'What allowed this has just changed; nothing was shown. Ask again.');
      }
      const clear = opened(result, sealed, await opener(world.keyring, sealed, receipt).catch(unavailable));
      return rendered(exchange, clear, question.query, parts.schemas);
    };

  const history = async (exchange: Exchange<object>): Promise<unknown> => {
    const question = await listen(exchange);
    const { id } = (await found(exchange, question)) as { id: string };
    await auditorLooked(exchange, question);
    const items: HistoryItem[] = [];
    const stateOf = sealStates(world.settings.data);
    for await (const recorded of world.log.read(id, { limit: MOST_EVENTS })) {
      if (question.asOf === undefined || recorded.position <= question.asOf) items.push(told(recorded, stateOf(recorded.position)));
    }
    return renderedHistory(exchange, { items }, parts.schemas);
  };

  return { answer: answerWith(content), disclose: answerWith(partKeys), history };
};

const subjectsOf = (parts: readonly SealedPart[], { bases }: Asked): readonly OpenedSubject[] => {
  const fields = new Map<string, Set<string>>();
  for (const { subject, part } of parts) fields.set(subject, (fields.get(subject) ?? new Set()).add(part));
  return [...fields].map(([person, names]) => ({ person: person as PersonId | OperatorId, fields: [...names], standing: bases.get(person) }));
};

const isPerson = (id: unknown): id is PersonId => isId(id) && categoryOf(id) === 'person';

/** Whose content was asked for: persons that the question names, and those whose documents were looked at. */
const concerned = ({ question, looked }: Asked): readonly PersonId[] => {
  const ofDocument = ({ id, person, subjects }: Doc & { person?: unknown; subjects?: unknown }) => [id, person, subjects].flat();
  return [...new Set([...Object.values(question), ...looked.flatMap(ofDocument)].filter(isPerson))];
};
