import { join } from 'node:path';
import { NeedSignalled } from '@patto/contracts/partnerships';
import { declarationOf } from '@patto/contracts';
import { type EventLog, follow } from '@patto/event-store';
import { partnerships } from '@patto/partnerships';
import { type AnyReadModel, openModel, openSqliteDocuments, project } from '@patto/read-models';
import { openLog } from './logs.ts';
import { type Row, rate } from './measure.ts';

const TARGET_PER_SECOND = 60_000;
const PATIENCE_MS = 600_000; // Far more than a million events take on a slow machine.

/** The read model of the partnerships service that folds the events of these logs. */
const needs = (): AnyReadModel => {
  const { type } = declarationOf(NeedSignalled);
  const model = partnerships.readModels.find(({ types }) => types?.includes(type));
  if (!model) throw new Error(`No read model folds ${type}.`);
  return model;
};

const catchUp = async (log: EventLog, file: string): Promise<number> => {
  const documents = openSqliteDocuments({ file });
  const model = needs();
  const { building } = await openModel(documents, model);
  const head = await log.head();
  const follower = follow(log, {
    name: model.name,
    filter: model.types ? { types: model.types } : {},
    position: async () => (await building.progress()).position,
    tried: () => building.tried(),
    handle: ({ events, through }) => project(building, model, events, through),
  });
  const isThere = await follower.reached(head, PATIENCE_MS);
  await follower.stop();
  await documents.close();
  if (!isThere) throw new Error('The read model did not come to the head of the log.');
  return head + 1;
};

/** A read model of ours that is built anew from all events, by the follower that keeps it up to date. */
export const projections = async (filled: string, folder: string, runs: number): Promise<Row> => {
  const log = openLog(filled);
  const ours: number[] = [];
  try {
    for (let run = 0; run < runs; run += 1) ours.push(await rate(() => catchUp(log, join(folder, `read-models-${run}.sqlite`))));
    return { what: `projection of ${needs().name}`, target: TARGET_PER_SECOND, ours };
  } finally {
    await log.close();
  }
};
