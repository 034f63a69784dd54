import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { readSettings, type Settings } from '@patto/service-kit';
import { postgresFor } from '@patto/testing/engines';
import { prepareDatabases, TOGETHER } from './databases.ts';
import { exportLog, importLog, LOG_NAMES, type LogName } from './move.ts';
import { CannotStart, start } from './start.ts';

const TIMEOUT_MS = 180_000; // All services start four times, on two shared cores.
const WHAT = 'moving a log to PostgreSQL and back';
const folder = mkdtempSync(join(tmpdir(), 'patto-moving-'));
const server = await postgresFor(WHAT);
afterAll(async () => {
  await server?.stop();
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

const moving = async (): Promise<void> => {
  const { urls } = await prepareDatabases({ owner: (await server?.database()) ?? '', prefix: 'moving', passwordOf: (login) => `of ${login}` });
  const places = [settingsOf('here'), settingsOf('there', urls.get(TOGETHER)), settingsOf('back')] as const;
  const roots = await sealedRoots(places[0]);
  const lines = { events: await linesOf(places[0], 'events'), accesses: await linesOf(places[0], 'accesses') };
  expect(lines.events.length).toBeGreaterThan(3);
  for (const place of places.slice(1)) {
    for (const name of LOG_NAMES) {
      expect(await bring(place, name, lines[name])).toBe(lines[name].length);
      expect(await linesOf(place, name)).toEqual(lines[name]);
    }
    expect(await sealedRoots(place)).toEqual(roots);
    await expect(bring(place, 'events', lines.events)).rejects.toThrow(CannotStart);
  }
};

describe('a log that is moved', () => {
  if (server) it('goes to PostgreSQL and back byte for byte, runs there, and is sealed under the same roots at each place', moving, TIMEOUT_MS);
  else it('is not moved to PostgreSQL here, and the last lines of the tests say why', () => expect(server).toBeUndefined());
});
