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

const bring = async (settings: Settings, name: LogName, lines: readonly string[], checkpoint?: string): Promise<number> => {
  const again = async function* () {
    yield* lines;
  };
  return importLog(settings, name, { lines: again, ...(checkpoint !== undefined && { checkpoint }) }, () => {});
};

/** Runs all services there once, which seals what is not sealed yet; the roots of both ledgers and their sizes. */
const checkpointOf = ({ data }: Settings, name: LogName): string => readFileSync(join(data, 'ledger', name, 'checkpoint'), 'utf8');
const sealedRoots = async (settings: Settings): Promise<readonly string[]> => {
  const fatal: Error[] = [];
  const started = await start(settings, { onFatal: (error) => fatal.push(error) });
  await started.idle();
  await started.close();
  expect(fatal).toEqual([]);
  return LOG_NAMES.map((name) => checkpointOf(settings, name).split('\n').slice(0, 3).join(' '));
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
      expect(await bring(place, name, lines[name], checkpointOf(from, name))).toBe(lines[name].length);
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

/** What may become of a file on its way: what is said of it, and its lines then. */
const spoilt = (lines: readonly string[]): readonly (readonly [RegExp, readonly string[]])[] => {
  const [first = '', second = '', ...others] = lines;
  const last = lines.at(-1) ?? '';
  const notSealed = /^The first \d+ lines are not the events that were sealed/;
  const tooShort = /^The file ends after \d+ lines, and \d+ events were sealed/;
  return [
    [tooShort, []], // Nothing of it is left.
    [tooShort, lines.slice(0, -1)], // It was cut off after a line.
    [/^Line \d+ cannot be restored/, [...lines.slice(0, -1), last.slice(0, -9)]], // It was cut off within one.
    [/cannot be restored|ends after/, lines.slice(1)], // Its first line is gone.
    [/^Line 2 cannot be restored. Its revision is 1, and the next of/, [first, ...lines]], // A line stands there twice.
    [notSealed, [second, first, ...others]], // Two lines changed places.
    [notSealed, [...lines.slice(0, -1), last.replace(/"time":"20\d/, '"time":"201')]], // It says something else.
    [/^Line 1 cannot be restored/, lines.map((line) => `${line}\r`)], // Its lines end in another way.
  ];
};

const refusing = async (): Promise<void> => {
  const [from, place] = [settingsOf('sealed'), settingsOf('refusing')];
  await sealedRoots(from);
  const [lines, sealed] = [await linesOf(from, 'events'), checkpointOf(from, 'events')];
  expect(lines.length).toBeGreaterThan(3);
  for (const [why, others] of spoilt(lines)) await expect(bring(place, 'events', others, sealed)).rejects.toThrow(why);
  await expect(bring(place, 'events', lines, 'no checkpoint')).rejects.toThrow(CannotStart);
  expect(await bring(place, 'events', lines, sealed)).toBe(lines.length);
};

describe('a log that is moved', () => {
  const places = server ? 'PostgreSQL, to KurrentDB and back' : 'KurrentDB and back, and not to PostgreSQL, as the last lines of the tests say,';
  it(`goes to ${places} byte for byte, runs there, and is sealed under the same roots at each place`, moving, TIMEOUT_MS);
  it('is refused where it is not the one that was sealed, and leaves nothing behind', refusing, TIMEOUT_MS);
  it('goes to KurrentDB and back alone, where all else stays in the folder', movingInPlace, TIMEOUT_MS);
});
