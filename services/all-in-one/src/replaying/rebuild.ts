import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { accesses as accessesModel } from '@patto/access';
import { BEFORE_FIRST, type EventLog, type KeptLease, keepLease } from '@patto/event-store';
import {
  type AnyReadModel,
  type Collection,
  type Documents,
  DocumentsInUse,
  openMongoDocuments,
  type Replacing,
  replaceSqliteDocuments,
} from '@patto/read-models';
import { type Logs, openedByClientAt, READ_MODELS_FILE, type Settings } from '@patto/service-kit';
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

/** Puts what is made in the place of the documents that answer, on the engine that the settings name. */
const replaced = async <Result>({ data, engines: { readModels } }: Settings, make: (replacing: Replacing) => Promise<Result>): Promise<Result> => {
  if (readModels === undefined) return replaceSqliteDocuments(join(data, READ_MODELS_FILE), make);
  const documents = await openedByClientAt('PATTO_READ_MODELS_URL', openMongoDocuments({ url: readModels }));
  return documents.replace(make).finally(() => documents.close());
};

/** Does something while no process works for the services. @throws CannotStart where one does */
const whileTheyRest = async <Result>({ leases }: Logs, work: () => Promise<Result>): Promise<Result> => {
  const [nothing, untroubled] = [async () => {}, () => {}]; // A lease that is lost is no harm: what somebody writes meanwhile is not replaced.
  const kept: KeptLease[] = [];
  try {
    for (const { name } of services) kept.push(await keepLease(leases, { name, begin: nothing, end: nothing, onTrouble: untroubled }));
    if (kept.every((lease) => lease.isHeld())) return await work();
    throw new CannotStart('Another process works on this event log. Stop it; one that was killed is forgotten after some seconds.');
  } finally {
    for (const lease of kept) await lease.release();
  }
};

/**
 * Folds every read model anew from the whole log, beside those that are there, and puts them in their place: embedded ones all in one step, those on a server
 * one after the other. Only logs and documents are opened, so that nothing reacts to what happened long ago; where somebody runs it is refused.
 * @throws CannotStart with the remedy
 */
export const rebuildReadModels = async (settings: Settings, progress: ReplayProgress): Promise<readonly Rebuilt[]> =>
  withLogs(settings, async (logs) => {
    if ((await logs.log.head()) === BEFORE_FIRST) throw new CannotStart(`There is no event in ${settings.data} to replay. Set PATTO_DATA to the data folder.`);
    const make = async ({ made, before }: Replacing): Promise<readonly Rebuilt[]> => {
      const rebuilt: Rebuilt[] = [];
      for (const { log, models } of folded(logs)) {
        const open = await openAll(made, models);
        await foldAll(log, open, { after: BEFORE_FIRST, through: await log.head(), progress });
        for (const { model, building } of open) rebuilt.push({ name: model.name, ...(await compared(building, model, before)) });
      }
      return rebuilt;
    };
    return whileTheyRest(logs, () => replaced(settings, make)).catch((error: unknown) => {
      throw error instanceof DocumentsInUse ? new CannotStart(error.message, { cause: error }) : error;
    });
  });

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
