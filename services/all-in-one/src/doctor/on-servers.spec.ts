import { afterAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openKeys } from '@patto/privacy';
import { openSqliteDocuments } from '@patto/read-models';
import { readSettings } from '@patto/service-kit';
import { couldNotRun } from '@patto/testing';
import { postgresFor } from '@patto/testing/engines';
import { startFake } from '@patto/testing/kurrentdb';
import { prepareDatabases, TOGETHER } from '../databases.ts';
import { services } from '../services.ts';
import { judged } from './bus.ts';
import { examine, type Finding } from './index.ts';
import { lookAtModels } from './read-models.ts';

const TIMEOUT_MS = 60_000; // A server that starts, on two shared cores.
const WHAT = 'the doctor of a deployment on PostgreSQL';
const folder = mkdtempSync(join(tmpdir(), 'patto-doctor-'));
const [data, keys] = [join(folder, 'data'), join(folder, 'keys')];
const server = await postgresFor(WHAT);
afterAll(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true });
}, TIMEOUT_MS);

const found = async (urls: object): Promise<readonly Finding[]> => {
  openKeys({ folder: keys, dataFolder: data, environment: {} });
  const findings: Finding[] = [];
  for await (const one of examine(readSettings({ PATTO_DATA: data, PATTO_KEYS: keys, ...urls }))) findings.push(one);
  return findings;
};
const of = (findings: readonly Finding[], about: string) => findings.filter((finding) => finding.about === about);

describe('a doctor of a deployment on PostgreSQL', () => {
  it(
    'finds it well as the role that was made for it, and doubts one that may more',
    async () => {
      if (!server) return couldNotRun(WHAT, 'there is no PostgreSQL');
      const owner = await server.database();
      const { urls } = await prepareDatabases({ owner, prefix: 'doctor', passwordOf: (login) => `of ${login}` });
      const well = await found({ ...urls.get(TOGETHER) });
      expect(of(well, 'PATTO_EVENT_STORE_URL')).toEqual([
        { level: 'ok', about: 'PATTO_EVENT_STORE_URL', says: expect.stringMatching(/^PostgreSQL \d+.*doctor_all_in_one/) },
      ]);
      for (const about of ['event log', 'log of accesses', 'clock', 'keyring']) expect(of(well, about)).toEqual([expect.objectContaining({ level: 'ok' })]);

      const asOwner = await found({ PATTO_EVENT_STORE_URL: owner, PATTO_KEYRING_URL: owner });
      for (const setting of ['PATTO_EVENT_STORE_URL', 'PATTO_KEYRING_URL']) {
        expect(of(asOwner, setting)).toEqual([{ level: 'warn', about: setting, says: expect.stringContaining('owns a schema of this database') }]);
      }
      expect(of(asOwner, 'event log')).toEqual([expect.objectContaining({ level: 'fail', says: expect.stringContaining('Run `patto db prepare`') })]);
    },
    TIMEOUT_MS,
  );

  it(
    'finds a database that was not prepared, a password that is wrong and servers that are away, and shows no password',
    async () => {
      if (!server) return couldNotRun(WHAT, 'there is no PostgreSQL');
      const unprepared = await server.database();
      const wrong = new URL(unprepared);
      [wrong.username, wrong.password] = ['nobody_here', 'hush-hush'];
      const findings = await found({
        PATTO_EVENT_STORE_URL: wrong.href,
        PATTO_KEYRING_URL: unprepared,
        PATTO_BUS_URL: 'kafkas://patto:hush-hush@127.0.0.1:1',
      });
      expect(of(findings, 'event log')).toEqual([expect.objectContaining({ level: 'fail' })]);
      expect(of(findings, 'keyring')).toEqual([expect.objectContaining({ level: 'fail', says: expect.stringContaining('Run `patto db prepare`') })]);
      expect(of(findings, 'bus')).toEqual([
        { level: 'fail', about: 'bus', says: 'PATTO_BUS_URL: No server answers there. Start it, or set the URL of one that runs.' },
      ]);
      expect(JSON.stringify(findings)).not.toContain('hush');
    },
    TIMEOUT_MS,
  );
});

describe('a doctor of an event log on KurrentDB', () => {
  it(
    'finds it well, and doubts a server that does not hold what a decision relies on',
    async () => {
      for (const appendsRecords of [true, false]) {
        const kurrent = await startFake({ appendsRecords });
        const findings = of(await found({ PATTO_EVENT_STORE_URL: kurrent.url }), 'event log');
        kurrent.stop();
        expect(findings.map(({ level }) => level)).toEqual(appendsRecords ? ['ok'] : ['ok', 'warn']);
      }
    },
    TIMEOUT_MS,
  );
});

describe('a doctor of topics', () => {
  const topic = { name: 'patto.persons.v1', partitions: 16, keepsAll: true };
  it.each([
    ['is well where it keeps everything in 16 partitions', [topic], 'ok'],
    ['is not there yet', [], 'warn'],
    ['has another number of partitions', [{ ...topic, partitions: 4 }], 'warn'],
    ['throws messages away', [{ ...topic, keepsAll: false }], 'fail'],
  ])('finds that one %s', (_, topics, level) => {
    expect(judged([topic.name], topics).map((finding) => finding.level)).toEqual([level]);
  });
});

describe('a doctor of read models', () => {
  it('names those that do not answer yet', async () => {
    const documents = openSqliteDocuments({ file: ':memory:' });
    const [first, ...others] = services.flatMap(({ readModels }) => readModels);
    for (const { name, version } of others) {
      await documents.collection({ name, version });
      await documents.serve(name, version);
    }
    expect(await lookAtModels(documents, services)).toEqual([
      { level: 'warn', about: 'read models', says: `Not there yet: ${first?.name}. A start makes them from the log.` },
    ]);
    await documents.close();
  });
});
