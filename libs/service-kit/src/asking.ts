import {
  type AccessLog,
  type ActingFor,
  type AnyQuery,
  type Asking,
  actingFor,
  type Caller,
  noting,
  type Permission,
  permitted,
  type QuestionClass,
  readingBasis,
  type Standing,
  unavailable,
} from '@patto/access';
import { type Fact, partyOf } from '@patto/contracts';
import type { FactsInForce } from '@patto/event-store/pure';
import { canonical } from '@patto/privacy';
import { type AnyReadModel, type Collection, type Doc, type Place, placeOf } from '@patto/read-models';
import { documentAsOf, positionAsOf } from './as-of.ts';
import type { Cursors } from './cursors.ts';
import { gathered } from './gathering.ts';
import { actingForHeader, bodyOf, pathParameters } from './headers.ts';
import type { Exchange } from './routes.ts';
import { Invalid, type Schemas } from './schemas.ts';
import { sealStates } from './seal-state.ts';
import type { World } from './world.ts';

const DEFAULT_LIMIT = 50;
const MOST_ITEMS = 200;

/** A question as it was asked: who asks, what, and how the answer is to be cut. */
export interface Asked {
  readonly query: AnyQuery;
  readonly question: object;
  readonly acting: ActingFor;
  /** What the policy allows the asker of this. @throws Rejection `not-allowed` */
  readonly permission: () => Permission;
  readonly ask: Asking;
  /** The position of `?asOf=`. */
  readonly asOf: number | undefined;
  /** The facts that the answer rests on so far. */
  readonly relied: () => readonly Fact[];
  /** On what content of each may be opened. */
  readonly bases: ReadonlyMap<string, Standing>;
  /** Documents that were looked at: whose they are is told even where they are refused. */
  readonly looked: readonly Doc[];
  /** Refuses a cursor that no page was read with. @throws Invalid */
  readonly refuseUnread: () => void;
}

export interface AskedParts {
  readonly world: World;
  readonly schemas: Schemas;
  readonly cursors: Cursors;
  readonly queries: ReadonlyMap<QuestionClass, AnyQuery>;
  /** The documents that answer for a read model now. */
  readonly serving: (model: AnyReadModel) => Collection;
  readonly accesses: AccessLog['accessesOf'];
}

/** Reads a question from its exchange. @throws Rejection */
export const asked = async (parts: AskedParts, caller: Caller, facts: FactsInForce, now: string, exchange: Exchange<object>): Promise<Asked> => {
  const { world, schemas, queries } = parts;
  const { declared, request } = exchange;
  const query = queries.get(declared);
  if (!query) throw new Error(`No service answers ${declared.name}.`);
  const path = pathParameters(request);
  schemas.checkPath(declared, path);
  const { limit, cursor, asOf, ...members } = { ...(request.query as Record<string, string>) };
  for (const [name, value] of Object.entries({ limit, cursor, asOf })) {
    if (Array.isArray(value)) throw new Invalid('invalid-parameter', [{ pointer: `/${name}`, detail: 'It is sent once.' }]);
  }
  const parameters: Record<string, unknown> = request.method === 'POST' ? bodyOf(request) : members;
  schemas.checkQuery(declared, Object.keys(path), parameters);
  const question = Object.assign(Object.create(declared.prototype as object) as object, parameters, path);

  const acting = actingFor(caller, actingForHeader(request), facts);
  const noted = noting(facts);
  let permission: Permission | undefined;
  const allowed = () => {
    permission ??= permitted(declared.name, acting, facts);
    return permission;
  };
  const position = asOf === undefined ? undefined : await positionAsOf(world.log, asOf);
  const looked: Doc[] = [];
  const bases = new Map<string, Standing>();
  const standsOn = (standing: Standing, ...persons: readonly string[]) => {
    for (const person of persons) if (!bases.has(person)) bases.set(person, standing);
  };
  const look = <View>(found: readonly View[]): readonly View[] => {
    looked.push(...(found as readonly Doc[]));
    return found;
  };
  const isPaged = query.answered.as === 'page';
  const most = limitOf(limit);
  let unread = cursor;
  const refuseUnread = () => {
    if (unread !== undefined) throw new Invalid('invalid-parameter', [{ pointer: '/cursor', detail: 'There are no further pages of this.' }]);
  };
  if (!isPaged) refuseUnread();
  if (!isPaged && limit !== undefined) throw new Invalid('invalid-parameter', [{ pointer: '/limit', detail: 'This is not answered in pages.' }]);
  const onlyNow = () => {
    if (position !== undefined)
      throw new Invalid('invalid-parameter', [{ pointer: '/asOf', detail: 'Only single things can be asked for as of another time.' }]);
  };

  /** The page that limit and cursor ask for; its place cannot be taken to another list or asker. */
  const paged = async <Item>(
    read: (most: number, after: Place | undefined) => Promise<{ readonly items: readonly Item[]; readonly next: Place | undefined }>,
  ) => {
    unread = undefined;
    const list = canonical({ name: declared.name, question: { ...parameters, ...path }, party: partyOf(acting.by) });
    const { items, next } = await read(most, cursor === undefined ? undefined : parts.cursors.read(list, cursor));
    return { items, limit: most, ...(next && { nextCursor: parts.cursors.write(list, next) }) };
  };

  const ask: Asking = {
    caller,
    by: acting.by,
    initiative: acting.initiative,
    roles: acting.roles,
    kinds: acting.kinds,
    party: partyOf(acting.by),
    facts: noted.facts,
    now,
    basis: (person, acts) => {
      const { purpose, dataCategories: categories } = query;
      const standing = readingBasis({ by: acting.by, roles: acting.roles, person, purpose, categories, acts }, noted.facts);
      if (standing) standsOn(standing, person);
      return standing;
    },
    standsOn,
    one: async (model, id) => {
      const doc = position === undefined ? (await parts.serving(model).load([id])).get(id) : await documentAsOf(world.log, model, id, position);
      const found = look(doc ? [doc] : [])[0];
      allowed().refuseUnless(model.name, found);
      return found as never;
    },
    find: async (model, filter, options) => {
      onlyNow();
      return look(await parts.serving(model).find(allowed().narrowed(model.name, filter), options)) as never;
    },
    page: async (model, filter, { sort } = {}) => {
      onlyNow();
      return paged(async (most, after) => {
        const narrowed = allowed().narrowed(model.name, filter);
        const found = look(await parts.serving(model).find(narrowed, { ...(sort && { sort }), limit: most + 1, ...(after && { after }) }));
        const items = found.slice(0, most);
        const last = items.at(-1);
        return { items, next: found.length > most && last ? placeOf(last, sort) : undefined };
      }) as never;
    },
    pageOf: async (model, filter, { sort } = {}, each) => {
      onlyNow();
      const tell = async (docs: readonly Doc[]) => {
        const told = await each(docs as never);
        look(docs.filter((_, index) => (told[index] ?? []).length > 0));
        return told;
      };
      return paged((most, from) => gathered(parts.serving(model), allowed().narrowed(model.name, filter), sort ? { sort } : {}, most, from, tell));
    },
    sealStates: () => sealStates(world.settings.data),
    log: world.log,
    search: (sought) => world.keyring.search(sought).catch(unavailable),
    accesses: async (person, embargoes = []) => {
      onlyNow();
      return paged(async (most, after) => {
        const { items, next } = await parts.accesses(person, { limit: most, embargoes, ...(after && { before: Number(after.values[0]) }) });
        return { items, next: next === undefined ? undefined : { values: [next], id: '' } };
      });
    },
  };
  return {
    query,
    question,
    acting,
    ask,
    asOf: position,
    permission: allowed,
    relied: () => [...acting.relied, ...(permission?.relied ?? []), ...noted.relied()],
    bases,
    looked,
    refuseUnread,
  };
};

const limitOf = (limit: string | undefined): number => {
  if (limit === undefined) return DEFAULT_LIMIT;
  if (!/^\d{1,3}$/.test(limit) || Number(limit) < 1 || Number(limit) > MOST_ITEMS) {
    throw new Invalid('invalid-parameter', [{ pointer: '/limit', detail: `It must be a number from 1 to ${MOST_ITEMS}.` }]);
  }
  return Number(limit);
};
