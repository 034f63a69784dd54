import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { chmodSync, cpSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { readSettings, type Settings } from '@patto/service-kit';
import { start } from '../start.ts';
import { type Examination, examine, type Finding } from './index.ts';

const TIMEOUT_MS = 120_000; // All services start twice, on two shared cores.

const root = mkdtempSync(join(tmpdir(), 'patto-doctor-'));
afterAll(() => rmSync(root, { recursive: true }));

const settingsIn = (folder: string, others: object = {}): Settings =>
  readSettings({ PATTO_DATA: join(folder, 'data'), PATTO_KEYS: join(folder, 'keys'), PATTO_PORT: '0', PATTO_LOG_LEVEL: 'silent', ...others });

const found = async (settings: Settings, examination?: Examination): Promise<readonly Finding[]> => {
  const findings: Finding[] = [];
  for await (const one of examine(settings, examination)) findings.push(one);
  return findings;
};
const levels = (findings: readonly Finding[]): object => Object.fromEntries(findings.map(({ about, level }) => [about, level]));

const whole = join(root, 'whole');
const begin = () =>
  start(settingsIn(whole), {
    onFatal: (error) => {
      throw error;
    },
  });

beforeAll(async () => {
  const started = await begin();
  await started.idle();
  await started.close();
}, TIMEOUT_MS);

/** A copy of the deployment, which a test breaks. */
const copy = (): string => {
  const folder = mkdtempSync(join(root, 'copy-'));
  cpSync(whole, folder, { recursive: true });
  for (const place of ['.', 'keys']) chmodSync(join(folder, place), 0o700);
  return folder;
};

/** Takes events out of a log, as somebody with the file in their hands can. */
const without = (folder: string, which: string): void => {
  const log = new DatabaseSync(join(folder, 'data', 'events.sqlite'));
  log.exec(`DROP TRIGGER event_is_never_deleted; DELETE FROM event WHERE position = (${which})`);
  log.close();
};

describe('a doctor of a deployment in one folder', () => {
  it(
    'finds all well, also while it runs',
    async () => {
      const well = {
        ...{ 'data folder': 'ok', 'event log': 'ok', 'log of accesses': 'ok', clock: 'ok', keys: 'ok', keyring: 'ok', bus: 'ok', 'read models': 'ok' },
        ...{ 'ledger of events': 'ok', 'ledger of accesses': 'ok' },
      };
      expect(levels(await found(settingsIn(copy())))).toEqual(well);
      const started = await begin();
      await started.idle();
      expect(levels(await found(settingsIn(whole)))).toEqual(well);
      await started.close();
    },
    TIMEOUT_MS,
  );

  it('makes nothing where nothing is yet, and says that a start does', async () => {
    const folder = mkdtempSync(join(root, 'empty-'));
    const findings = await found(settingsIn(folder));
    expect(new Set(findings.map(({ level }) => level))).toEqual(new Set(['ok', 'warn']));
    expect(findings).toContainEqual({ level: 'warn', about: 'keys', says: expect.stringContaining('the first start makes them') });
    expect(readdirSync(folder)).toEqual([]);
  });

  type Break = (folder: string) => void;
  it.each<[what: string, about: string, says: string, breaks: Break]>([
    [
      'the file of another program',
      'event log',
      'is not an event log of Patto',
      (folder) => writeFileSync(join(folder, 'data', 'events.sqlite'), 'Dear Sara, '.repeat(1_000)),
    ],
    ['a log with a gap', 'event log', 'has a gap between the positions', (folder) => without(folder, 'SELECT max(position) - 1 FROM event')],
    ['a log that was put back', 'ledger of events', 'it was rolled back or exchanged', (folder) => without(folder, 'SELECT max(position) FROM event')],
    [
      'a checkpoint of other bytes',
      'ledger of events',
      'is damaged',
      (folder) => writeFileSync(join(folder, 'data', 'ledger', 'events', 'checkpoint'), 'Dear Sara'),
    ],
    ['a keys folder that others can read', 'keys', 'chmod 700', (folder) => chmodSync(join(folder, 'keys'), 0o755)],
    ['a signing key that others can read', 'keys', 'chmod 600', (folder) => chmodSync(join(folder, 'keys', 'ledger-events.key'), 0o644)],
    ['a key that is missing', 'keys', 'Put back the keys folder', (folder) => rmSync(join(folder, 'keys', 'deployment.secret'))],
    [
      'the keys of another deployment',
      'keyring',
      'was made with other keys',
      (folder) => writeFileSync(join(folder, 'keys', 'key-encryption-1.key'), `${Buffer.alloc(32, 7).toString('base64url')}\n`),
    ],
    [
      'a keyring of another program',
      'keyring',
      'cannot be used',
      (folder) => writeFileSync(join(folder, 'data', 'keyring.sqlite'), 'Dear Sara, '.repeat(1_000)),
    ],
  ])('finds %s, and nothing else', async (_, about, says, breaks) => {
    const folder = copy();
    breaks(folder);
    const failed = (await found(settingsIn(folder))).filter(({ level }) => level !== 'ok');
    expect(failed).toEqual([{ level: 'fail', about, says: expect.stringContaining(says) }]);
  });

  it('finds keys that lie in the data folder, and a clock that is behind', async () => {
    const folder = copy();
    renameSync(join(folder, 'keys'), join(folder, 'data', 'keys'));
    const settings = settingsIn(folder, { PATTO_KEYS: join(folder, 'data', 'keys') });
    expect(levels(await found(settings, { clock: () => 0 }))).toMatchObject({ keys: 'fail', clock: 'fail', 'event log': 'ok' });
  });

  it('shows no key', async () => {
    const folder = copy();
    const secrets = readdirSync(join(folder, 'keys')).map((file) => readFileSync(join(folder, 'keys', file), 'utf8').trim());
    const said = JSON.stringify(await found(settingsIn(folder)));
    for (const secret of secrets) expect(said).not.toContain(secret);
  });
});
