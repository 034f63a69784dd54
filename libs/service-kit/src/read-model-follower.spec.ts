import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Event } from '@patto/contracts';
import { cloudEvent, type EventLog, type Following, follow, openSqliteLog } from '@patto/event-store';
import { event } from '@patto/event-store/pure';
import { type Documents, openModel, openSqliteDocuments, readModel } from '@patto/read-models';
import { named } from '@patto/testing';
import { readModelFollower } from './read-model-follower.ts';

@Event('tests-read-model-follower.garden', { version: 1 })
class TreePlanted {
  readonly kind!: string;
}
@Event('tests-read-model-follower.garden', { version: 1 })
class GateOiled {}

const gardens = (version: number) =>
  readModel('gardens', version, { events: { TreePlanted } }, { TreePlanted: (_view: object | undefined, { kind }) => ({ kind, version }) });
const PATIENCE_MS = 5_000; // Far more than a handful of events takes.

let folder: string;
let log: EventLog;
let documents: Documents;
let gardensSoFar = 0;
const followings: Following[] = [];

const happen = async (decided: ReturnType<typeof event>) => {
  gardensSoFar += 1;
  const stream = named('garden', gardensSoFar);
  const time = Date.parse('2027-03-01T09:00:00Z');
  const recording = {
    id: crypto.randomUUID(),
    stream,
    revision: 1,
    time,
    command: crypto.randomUUID(),
    digest: '',
    by: { actor: named('operator', 1), organisation: named('organisation', 1) },
    initiative: 'agency',
    channel: 'self',
    happenedAt: new Date(time).toISOString(),
    basedOn: [],
  } as const;
  await log.append(stream, 0, [cloudEvent(decided, recording, [])], { command: recording.command });
};

/** Starts a version of the model and brings it to the head. */
const start = async (version: number) => {
  const open = await openModel(documents, gardens(version));
  const following = follow(log, await readModelFollower(log, open));
  followings.push(following);
  const reached = async () => following.reached(await log.head(), PATIENCE_MS);
  return { open, following, reached };
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'patto-read-model-follower-'));
  log = openSqliteLog({ file: join(folder, 'events.sqlite'), onFatal: () => {} });
  documents = openSqliteDocuments({ file: ':memory:' });
});
afterEach(async () => {
  await Promise.all(followings.splice(0).map((following) => following.stop()));
  await documents.close();
  await log.close();
  rmSync(folder, { recursive: true });
});

describe('a new version of a read model', () => {
  it('takes over at the head, also where the last that happened is nothing for it', async () => {
    await happen(event(TreePlanted, { kind: 'fig' }));
    const old = await start(1);
    await old.reached();
    await old.following.stop();
    await happen(event(GateOiled, {}));
    const { open, reached } = await start(2);
    expect(open.serving.version).toBe(1);
    expect(await reached()).toBe(true);
    expect(open.serving.version).toBe(2);
    expect(await open.serving.find({ kind: 'fig' })).toMatchObject([{ kind: 'fig', version: 2 }]);
  });

  it('takes over where nothing has ever happened that it folds', async () => {
    await happen(event(GateOiled, {}));
    const old = await start(1);
    await old.reached();
    await old.following.stop();
    const { open, reached } = await start(2);
    expect(await reached()).toBe(true);
    expect(open.serving.version).toBe(2);
  });
});
