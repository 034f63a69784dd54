import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { DEVELOPMENT_ADMINISTRATOR, developmentToken, start } from '@patto/all-in-one';
import { readSettings } from '@patto/service-kit';
import { couldNotRun } from '@patto/testing';
import { realDirectory } from './folders-for-tests.ts';
import { importHsds } from './import.ts';

const SLOW_START_MS = 30_000; // Two shared cores, and all services are started.

describe('a running Patto', () => {
  it(
    'takes the directory of San Mateo once, and answers which services fit',
    async () => {
      const path = realDirectory('ohana-san-mateo');
      if (!path) return couldNotRun('importing the real directory ohana-san-mateo', '../shared/data/ohana-san-mateo is not on this machine');
      const folder = mkdtempSync(join(tmpdir(), 'patto-import-'));
      const settings = readSettings({ PATTO_DATA: join(folder, 'data'), PATTO_KEYS: join(folder, 'keys'), PATTO_PORT: '0', PATTO_LOG_LEVEL: 'error' });
      const fatal: Error[] = [];
      const running = await start(settings, { onFatal: (error) => fatal.push(error) });
      try {
        const url = await running.listen();
        const token = await developmentToken(settings, DEVELOPMENT_ADMINISTRATOR);
        const target = { url, token, source: 'san-mateo', timezone: 'America/Los_Angeles' };
        expect(await importHsds(path, target)).toMatchObject({ added: 343, changed: 0, unchanged: 0, rejected: 0 });
        const head = await running.world.log.head();
        expect(await importHsds(path, target)).toMatchObject({ added: 0, changed: 0, unchanged: 343, rejected: 0 });
        expect(await running.world.log.head()).toBe(head);

        const names = async (question: string): Promise<readonly string[]> => {
          const headers = { authorization: `Bearer ${token}`, 'patto-min-position': String(head) };
          const response = await fetch(`${url}/api/v1/directory/services?${question}`, { headers });
          return ((await response.json()) as { readonly items: readonly { readonly name: string }[] }).items.map(({ name }) => name);
        };
        expect(await names('q=passport')).toEqual(['Passport Photos']);
        expect(await names('category=108-05')).toEqual(['Passport Photos']);
        expect((await names('near=37.48,-122.23'))[0]).toBe('Main Library'); // Two services are there: the name decides.
        // Monday there: half past nine, and one in the afternoon, between its two intervals.
        expect(await names('openAt=2027-03-01T17:30:00Z&q=passport')).toEqual(['Passport Photos']);
        expect(await names('openAt=2027-03-01T21:00:00Z&q=passport')).toEqual([]);
        expect(fatal).toEqual([]);
      } finally {
        await running.close();
        rmSync(folder, { recursive: true, force: true });
      }
    },
    SLOW_START_MS,
  );
});
