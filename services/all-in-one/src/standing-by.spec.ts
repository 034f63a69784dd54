import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, describe, expect, it } from '@jest/globals';
import { declarationOf } from '@patto/contracts';
import { NeedSignalled } from '@patto/contracts/partnerships';
import { openMongoDocuments } from '@patto/read-models';
import { readSettings, type Settings } from '@patto/service-kit';
import { mongoFor, postgresFor } from '@patto/testing/engines';
import { DEVELOPMENT_ADMINISTRATOR } from './bootstrap.ts';
import { prepareDatabases, TOGETHER } from './databases.ts';
import { developmentToken } from './development-token.ts';
import { rebuildReadModels } from './replaying/rebuild.ts';
import { CannotStart, type Started, start } from './start.ts';

const TIMEOUT_MS = 240_000; // Three servers, and all services several times, on two shared cores.
/** A lease of six seconds that is over, looked for every two, and what a start of the work takes on a busy machine. */
const TAKES_OVER_MS = 30_000;
const LOOK_EVERY_MS = 50;
const KEYS = 20;
const WHAT = 'two processes of the same services';

const folder = mkdtempSync(join(tmpdir(), 'patto-standing-by-'));
const postgres = await postgresFor(WHAT);
const mongo = postgres && (await mongoFor(WHAT));
afterAll(async () => {
  await mongo?.stop();
  await postgres?.stop();
  rmSync(folder, { recursive: true });
});

const prepared = async (prefix: string): Promise<object> =>
  (await prepareDatabases({ owner: (await postgres?.database()) ?? '', prefix, passwordOf: (login) => `of ${login}` })).urls.get(TOGETHER) ?? {};
const settingsOf = (urls: object, data: string): Settings =>
  readSettings({ PATTO_DATA: join(folder, data), PATTO_KEYS: join(folder, 'keys'), PATTO_PORT: '0', PATTO_LOG_LEVEL: 'silent', ...urls });
const begin = (settings: Settings): Promise<Started> => start(settings, { onFatal: () => {} });

const worksInTurn = async (): Promise<void> => {
  const urls = { ...(await prepared('standby')), PATTO_READ_MODELS_URL: mongo?.url };
  const first = await begin(settingsOf(urls, 'shared'));
  const second = await begin(settingsOf(urls, 'shared'));
  const url = await second.listen();
  const readyz = async () => (await fetch(`${url}/readyz`)).json() as Promise<{ status: string; followers: { standingBy?: true; lag: number }[] }>;
  const { status, followers } = await readyz();
  expect(status).toBe('standing by');
  expect(followers.every(({ standingBy }) => standingBy)).toBe(true);
  await second.idle(); // It sees the work of the first come to the head.

  await first.close();
  for (const end = Date.now() + TAKES_OVER_MS; (await readyz()).status !== 'ready' && Date.now() < end; ) await delay(LOOK_EVERY_MS);
  expect((await readyz()).status).toBe('ready');
  await second.idle();
  await second.close();
};

const isRefused = async (): Promise<void> => {
  const urls = await prepared('alone');
  const first = await begin(settingsOf(urls, 'one'));
  const second = begin(settingsOf(urls, 'two'));
  await expect(second).rejects.toThrow(CannotStart);
  await expect(second).rejects.toThrow(/Another process works on this event log\. Stop it, or set PATTO_READ_MODELS_URL/);
  await first.close();
};

/** Calls that come to both processes at the same moment, under keys that a caller is free to choose. */
const actsOnce = async (): Promise<void> => {
  const settings = settingsOf({ ...(await prepared('once')), PATTO_READ_MODELS_URL: mongo?.url.replace('/patto', '/once') }, 'once');
  const running = [await begin(settings), await begin(settings)];
  const urls = await Promise.all(running.map((one) => one.listen()));
  const headers = { authorization: `Bearer ${await developmentToken(settings, DEVELOPMENT_ADMINISTRATOR)}`, 'content-type': 'application/json' };
  const toBoth = (key: string, areas: readonly string[]) =>
    Promise.all(
      urls.map(async (url, index) => {
        const body = JSON.stringify({ category: 'meals', area: areas[index] });
        const came = await fetch(`${url}/api/v1/need-signals`, { method: 'POST', headers: { ...headers, 'idempotency-key': key }, body });
        return { status: came.status, body: (await came.json()) as { type?: string } };
      }),
    );
  for (let turn = 0; turn < KEYS; turn += 1) {
    const [one, other] = await toBoth(`same-${turn}`, [`area-${turn}`, `area-${turn}`]);
    expect(one?.status).toBe(201);
    expect(other).toEqual(one);
    const told = await toBoth(`another-${turn}`, [`here-${turn}`, `there-${turn}`]);
    expect(told.map(({ status, body }) => body.type ?? status).sort()).toEqual(['/problems/key-reused', 201].sort());
  }
  let recorded = 0;
  const types = [declarationOf(NeedSignalled).type];
  for await (const _ of running[0]?.world.log.readAll({ types }) ?? []) recorded += 1;
  expect(recorded).toBe(2 * KEYS);
  for (const one of running) await one.close();
};

const replays = async (): Promise<void> => {
  const url = mongo?.url.replace('/patto', '/replayed') ?? '';
  const settings = settingsOf({ ...(await prepared('replayed')), PATTO_READ_MODELS_URL: url }, 'replayed');
  const rebuild = () => rebuildReadModels(settings, () => undefined);
  const working = await begin(settings);
  await working.idle();
  await expect(rebuild()).rejects.toThrow(/Another process works on this event log/);
  await working.close();

  const documents = await openMongoDocuments({ url });
  const open = async () => documents.collection({ name: 'organisations', version: (await documents.serving('organisations')) ?? 0 });
  const organisations = await open();
  const before = await organisations.find({});
  const { position } = await organisations.progress();
  const changed = before.map((one) => ({ ...one, changed: 'by hand' }));
  await organisations.commit({ upserts: changed, deletes: [], through: position + 1 });
  const differing = (await rebuild()).filter((one) => one.differing !== 0).map((one) => [one.name, one.differing]);
  expect(differing).toEqual([['organisations', before.length]]);
  expect(before.length).toBeGreaterThan(0);
  expect(await (await open()).find({})).toEqual(before);
  await documents.close();

  const again = await begin(settings);
  await again.idle();
  await again.close();
};

describe('a second process', () => {
  if (mongo) {
    it('stands by and says so, answers meanwhile, and goes on when the first has stopped', worksInTurn, TIMEOUT_MS);
    it('answers as the first where both get one call at once, and refuses the other of two bodies under one key', actsOnce, TIMEOUT_MS);
    it('that replays is refused while the first works, and then mends on a server what somebody changed by hand', replays, TIMEOUT_MS);
    it('is refused where read models are in a folder of its own, which nobody would fill', isRefused, TIMEOUT_MS);
  } else it('is not started here, and the last lines of the tests say why', () => expect(mongo).toBeUndefined());
});
