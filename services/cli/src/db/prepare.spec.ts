import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { connect } from '@patto/postgres';
import { couldNotRun } from '@patto/testing';
import { postgresFor } from '@patto/testing/engines';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EXIT } from '../exit.ts';
import { type Environment, settingsIn, startPatto } from '../testing/patto-child.ts';

const TIMEOUT_MS = 120_000; // Several processes, each compiling what it runs, on two shared cores.
const WHAT = 'patto db prepare on PostgreSQL';

const server = await postgresFor(WHAT);
afterAll(() => server?.stop(), TIMEOUT_MS);
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'patto-db-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const prefix = `patto_${randomUUID().slice(0, 8)}`;
const prepare = (owners: Environment) => {
  const settings = join(folder, 'settings');
  return startPatto(['db', 'prepare', '--prefix', prefix, '--settings', settings], { ...settingsIn(folder), ...owners }).ended;
};
const settingsOf = (login: string): Record<string, string> => {
  const lines = readFileSync(join(folder, 'settings', `${login}.env`), 'utf8')
    .trim()
    .split('\n');
  return Object.fromEntries(lines.map((line) => line.split(/=(.*)/s).slice(0, 2)));
};
const asked = async (url: string, text: string): Promise<unknown[]> => {
  const session = await connect({ url, name: 'a test' });
  return session.ask<unknown>({ text }).finally(() => session.close());
};

describe('patto db prepare', () => {
  it(
    'says which setting it needs',
    async () => {
      const { code, err } = await prepare({});
      expect(code).toBe(EXIT.cannotStart);
      expect(err).toContain('PATTO_DATABASE_OWNER_URL: expected postgres://');
    },
    TIMEOUT_MS,
  );

  it(
    'names a server that does not answer, and not its password',
    async () => {
      const { code, err } = await prepare({ PATTO_DATABASE_OWNER_URL: 'postgres://owner:hush-hush@127.0.0.1:1/patto' });
      expect(code).toBe(EXIT.cannotStart);
      expect(err).toContain('postgres://127.0.0.1:1/patto cannot be reached');
      expect(err).not.toContain('hush');
    },
    TIMEOUT_MS,
  );

  it(
    'makes databases ready and writes the settings of each service, for their owner alone; again, it keeps the passwords',
    async () => {
      if (!server) return couldNotRun(WHAT, 'there is no PostgreSQL');
      const owners = { PATTO_DATABASE_OWNER_URL: await server.database(), PATTO_KEYRING_OWNER_URL: await server.database() };
      const first = await prepare(owners);
      expect({ code: first.code, err: first.err }).toEqual({ code: EXIT.ok, err: '' });
      expect(first.out).toContain(`${prefix}_persons`);
      const files = readdirSync(join(folder, 'settings'));
      expect(files.sort()).toEqual(['accountability.env', 'all-in-one.env', 'comanagement.env', 'partnerships.env', 'persons.env']);
      for (const file of files) expect(statSync(join(folder, 'settings', file)).mode & 0o077).toBe(0);

      const persons = settingsOf('persons');
      const categories = await asked(persons['PATTO_EVENT_STORE_URL'] as string, 'SELECT category FROM events.writer WHERE role = session_user');
      expect(categories).toContainEqual({ category: 'plan' });
      expect(categories).not.toContainEqual({ category: 'mandate' });
      expect(await asked(persons['PATTO_KEYRING_URL'] as string, 'SELECT count(*) AS count FROM keyring.subject_key')).toEqual([{ count: 0 }]);

      const again = await prepare(owners);
      expect(again.out).toContain('All roles were there.\nAll schemas were of this version.');
      expect(settingsOf('persons')).toEqual(persons);
    },
    TIMEOUT_MS,
  );
});
