import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { readSettings, type Settings } from '@patto/service-kit';
import { postgresFor } from '@patto/testing/engines';
import { startFake } from '@patto/testing/kurrentdb';
import { prepareDatabases, TOGETHER } from './databases.ts';
import { exportLog, importLog, LOG_NAMES, type LogName } from './move.ts';
import { CannotStart, start } from './start.ts';

const TIMEOUT_MS = 180_000; // All services start four times, on two shared cores.
const WHAT = 'moving a log to PostgreSQL, KurrentDB and back';
const folder = mkdtempSync(join(tmpdir(), 'patto-moving-'));
const server = await postgresFor(WHAT);
const [kurrent, inPlace] = [await startFake(), await startFake()];
afterAll(async () => {
  await server?.stop();
  for (const one of [kurrent, inPlace]) one.stop();
  rmSync(folder, { recursive: true });
});

const settingsOf = (data: string, urls: object = {}): Settings =>
  readSettings({ PATTO_DATA: join(folder, data), PATTO_KEYS: join(folder, 'keys'), PATTO_PORT: '0', PATTO_LOG_LEVEL: 'error', ...urls });

const linesOf = async (settings: Settings, name: LogName): Promise<readonly string[]> => {
  const lines: string[] = [];
  await exportLog(
    settings,
    name,
    async (line) => void lines.push(line.slice(0, -1)),
    () => {},
  );
  return lines;
};

const bring = async (settings: Settings, name: LogName, lines: readonly string[]): Promise<number> =>
  importLog(
    settings,
    name,
    (async function* () {
      yield* lines;
    })(),
    () => {},
  );

/** Runs all services there once, which seals what is not sealed yet; the roots of both ledgers and their sizes. */
const sealedRoots = async (settings: Settings): Promise<readonly string[]> => {
  const fatal: Error[] = [];
  const started = await start(settings, { onFatal: (error) => fatal.push(error) });
  await started.idle();
  await started.close();
  expect(fatal).toEqual([]);
  return LOG_NAMES.map((name) =>
    readFileSync(join(settings.data, 'ledger', name, 'checkpoint'), 'utf8')
      .split('\n')
      .slice(0, 3)
      .join(' '),
  );
};

const onPostgres = async (): Promise<readonly Settings[]> => {
  if (!server) return [];
  const { urls } = await prepareDatabases({ owner: await server.database(), prefix: 'moving', passwordOf: (login) => `of ${login}` });
  return [settingsOf('there', urls.get(TOGETHER))];
};

const moving = async (): Promise<void> => {
  const here = settingsOf('here');
  const places = [...(await onPostgres()), settingsOf('further', { PATTO_EVENT_STORE_URL: kurrent.url }), settingsOf('back')];
  const roots = await sealedRoots(here);
  let from = here;
  for (const place of places) {
    const lines = { events: await linesOf(from, 'events'), accesses: await linesOf(from, 'accesses') };
    expect(lines.events.length).toBeGreaterThan(3);
    for (const name of LOG_NAMES) {
      expect(await bring(place, name, lines[name])).toBe(lines[name].length);
      expect(await linesOf(place, name)).toEqual(lines[name]);
    }
    expect(await sealedRoots(place)).toEqual(roots);
    await expect(bring(place, 'events', lines.events)).rejects.toThrow(CannotStart);
    from = place;
  }
};

/** All else stays in the folder: accesses, keyring, read models, and the ledger that was sealed. */
const movingInPlace = async (): Promise<void> => {
  const embedded = settingsOf('in place');
  const elsewhere = settingsOf('in place', { PATTO_EVENT_STORE_URL: inPlace.url });
  const roots = await sealedRoots(embedded);
  const lines = await linesOf(embedded, 'events');
  for (const place of [elsewhere, embedded]) {
    for (const end of ['', '-wal', '-shm']) rmSync(join(embedded.data, `events.sqlite${end}`), { force: true });
    expect(await bring(place, 'events', lines)).toBe(lines.length);
    expect(await sealedRoots(place)).toEqual(roots);
    expect(await linesOf(place, 'events')).toEqual(lines);
  }
};

describe('a log that is moved', () => {
  const places = server ? 'PostgreSQL, to KurrentDB and back' : 'KurrentDB and back, and not to PostgreSQL, as the last lines of the tests say,';
  it(`goes to ${places} byte for byte, runs there, and is sealed under the same roots at each place`, moving, TIMEOUT_MS);
  it('goes to KurrentDB and back alone, where all else stays in the folder', movingInPlace, TIMEOUT_MS);
});
