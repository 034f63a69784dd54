import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { BEFORE_FIRST, type EventLog, type Position, type Recorded } from '@patto/event-store';
import { type AnyReadModel, type Doc, type OpenModel, openSqliteDocuments } from '@patto/read-models';
import { Invalid, positionAsOf, type Settings } from '@patto/service-kit';
import { services } from '../services.ts';
import { CannotStart } from '../start.ts';
import { withLogs } from '../with-logs.ts';
import { allOf } from './all-of.ts';
import { foldAll, openAll, type ReplayProgress } from './fold.ts';

/** Which read models are wanted, as of when. */
export interface AsOfWish {
  /** An RFC 3339 instant, or a position. */
  readonly asOf: string;
  /** A later instant or position: what differs between the two is wanted. */
  readonly diff?: string | undefined;
  /** The id of the only documents that are wanted. */
  readonly of?: string | undefined;
}

/** One document as of then; of a difference as it was and as it became, where it was there. Sealed content stays sealed. */
export interface Replayed {
  readonly readModel: string;
  readonly id: string;
  readonly document?: Doc;
  readonly before?: Doc;
  readonly after?: Doc;
}

/** Documents as they were found at a moment, by read model and id. */
type Found = ReadonlyMap<OpenModel, Map<string, Doc | undefined>>;

/**
 * Folds the read models as of an instant or position, or what differs between two, in a temporary folder, and tells them one by one.
 * @throws CannotStart with the remedy
 */
export const readModelsAsOf = (
  settings: Settings,
  { asOf, diff, of }: AsOfWish,
  tell: (replayed: Replayed) => Promise<void>,
  progress: ReplayProgress,
): Promise<void> =>
  withLogs(settings, async ({ log }) => {
    const [from, to] = [await positionOf(log, asOf), diff === undefined ? undefined : await positionOf(log, diff)];
    if (to !== undefined && to < from) throw new CannotStart('What differs is told from the earlier to the later: let --diff be the later of the two.');
    const folder = mkdtempSync(join(tmpdir(), 'patto-replay-'));
    const documents = openSqliteDocuments({ file: join(folder, 'read-models.sqlite') });
    try {
      const models = services.flatMap(({ readModels }) => readModels);
      const open = await openAll(documents, of === undefined ? models : models.map((model) => only(of, model)));
      await foldAll(log, open, { after: BEFORE_FIRST, through: from, progress });
      if (to === undefined) return await tellAll(open, tell);
      const before: Found = new Map(open.map((one) => [one, new Map()]));
      await foldAll(log, open, { after: from, through: to, progress, onPage: (events) => keep(before, events) });
      await tellDifferences(before, tell);
    } finally {
      await documents.close();
      rmSync(folder, { recursive: true });
    }
  });

const positionOf = (log: EventLog, text: string): Promise<Position> =>
  positionAsOf(log, text).catch((error: unknown) => {
    throw error instanceof Invalid ? new CannotStart(`${text}: ${error.errors.map(({ detail }) => detail).join(' ')}`, { cause: error }) : error;
  });

/** The same read model, of one document. */
const only = (id: string, model: AnyReadModel): AnyReadModel => ({ ...model, keys: (event) => model.keys(event).filter((key) => key === id) });

const tellAll = async (open: readonly OpenModel[], tell: (replayed: Replayed) => Promise<void>): Promise<void> => {
  for (const { model, serving } of open) {
    for await (const page of allOf(serving)) for (const document of page) await tell({ readModel: model.name, id: document.id, document });
  }
};

/** Keeps what a page is about to change, as it was before any page did. */
const keep = async (before: Found, events: readonly Recorded[]): Promise<void> => {
  for (const [{ model, serving }, kept] of before) {
    const types = model.types && new Set(model.types);
    const touched = events.filter(({ type }) => types?.has(type) ?? true).flatMap((event) => model.keys(event));
    const fresh = [...new Set(touched)].filter((id) => !kept.has(id));
    const found = await serving.load(fresh);
    for (const id of fresh) kept.set(id, found.get(id));
  }
};

const tellDifferences = async (before: Found, tell: (replayed: Replayed) => Promise<void>): Promise<void> => {
  for (const [{ model, serving }, kept] of before) {
    const now = await serving.load([...kept.keys()]);
    for (const id of [...kept.keys()].toSorted()) {
      const [was, is] = [kept.get(id), now.get(id)].map((doc) => doc && (JSON.parse(JSON.stringify(doc)) as Doc)); // Without members that are undefined.
      if (isDeepStrictEqual(was, is)) continue;
      await tell({ readModel: model.name, id, ...(was && { before: was }), ...(is && { after: is }) });
    }
  }
};
