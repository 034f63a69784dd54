import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { accesses as accessesModel } from '@patto/access';
import { BEFORE_FIRST, type EventLog } from '@patto/event-store';
import { type AnyReadModel, type Collection, type Documents, DocumentsInUse, replaceSqliteDocuments } from '@patto/read-models';
import { type Logs, READ_MODELS_FILE, type Settings } from '@patto/service-kit';
import { services } from '../services.ts';
import { CannotStart } from '../start.ts';
import { withLogs } from '../with-logs.ts';
import { allOf } from './all-of.ts';
import { foldAll, openAll, type ReplayProgress } from './fold.ts';

/** What came of one read model. */
export interface Rebuilt {
  readonly name: string;
  readonly documents: number;
  /** Documents that were other before, or only there before or now; undefined where this version had none to compare with. */
  readonly differing: number | undefined;
}

/** The read models of a deployment, by the log that each is folded from. */
const folded = ({ log, accesses }: Logs): readonly { readonly log: EventLog; readonly models: readonly AnyReadModel[] }[] => [
  { log, models: services.flatMap(({ readModels }) => readModels) },
  { log: accesses, models: [accessesModel] },
];

/**
 * Folds every embedded read model anew from the whole log, beside those that are there, and puts them in their place in one step. Only logs and documents
 * are opened, so that nothing reacts to what happened long ago; an embedded log that somebody runs on is refused.
 * @throws CannotStart with the remedy
 */
export const rebuildReadModels = async (settings: Settings, progress: ReplayProgress): Promise<readonly Rebuilt[]> => {
  if (settings.engines.readModels !== undefined) {
    throw new CannotStart('Read models on a server are folded anew where they are new: set PATTO_READ_MODELS_URL to another database, and start again.');
  }
  return withLogs(settings, async (logs) => {
    if ((await logs.log.head()) === BEFORE_FIRST) throw new CannotStart(`There is no event in ${settings.data} to replay. Set PATTO_DATA to the data folder.`);
    return replaceSqliteDocuments(join(settings.data, READ_MODELS_FILE), async ({ made, before }) => {
      const rebuilt: Rebuilt[] = [];
      for (const { log, models } of folded(logs)) {
        const open = await openAll(made, models);
        await foldAll(log, open, { after: BEFORE_FIRST, through: await log.head(), progress });
        for (const { model, building } of open) rebuilt.push({ name: model.name, ...(await compared(building, model, before)) });
      }
      return rebuilt;
    }).catch((error: unknown) => {
      throw error instanceof DocumentsInUse ? new CannotStart(error.message, { cause: error }) : error;
    });
  });
};

const compared = async (built: Collection, { name, version }: AnyReadModel, before: Documents | undefined): Promise<Omit<Rebuilt, 'name'>> => {
  const old = (await before?.serving(name)) === version ? await before?.collection({ name, version }) : undefined;
  let [documents, differing] = [0, 0];
  for await (const page of allOf(built)) {
    const known = await old?.load(page.map(({ id }) => id));
    documents += page.length;
    differing += page.filter((doc) => !isDeepStrictEqual(doc, known?.get(doc.id))).length;
  }
  if (!old) return { documents, differing: undefined };
  for await (const page of allOf(old)) {
    const kept = await built.load(page.map(({ id }) => id));
    differing += page.length - kept.size;
  }
  return { documents, differing };
};
