import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { EXIT } from '../exit.ts';
import { settingsIn, startPatto } from '../testing/patto-child.ts';
import { SERVICE_NAMES } from './serve.ts';

const TIMEOUT_MS = 60_000; // A process that compiles what it runs, on two shared cores.

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'patto-serve-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('patto serve', () => {
  it(
    'refuses to run a service alone on embedded engines, and names every setting that it needs',
    async () => {
      const { code, out, err } = await startPatto(['serve', 'persons'], settingsIn(folder)).ended;
      expect({ code, out }).toEqual({ code: EXIT.cannotStart, out: '' });
      for (const name of ['PATTO_EVENT_STORE_URL', 'PATTO_KEYRING_URL', 'PATTO_BUS_URL', 'PATTO_READ_MODELS_URL']) {
        expect(err).toMatch(new RegExp(`^ +${name}: expected .+\\.$`, 'm'));
      }
      expect(existsSync(join(folder, 'data'))).toBe(false);
    },
    TIMEOUT_MS,
  );

  it(
    'knows the four services and no other',
    async () => {
      expect(SERVICE_NAMES).toEqual(['persons', 'partnerships', 'comanagement', 'accountability']);
      const { code, err } = await startPatto(['serve', 'weather'], settingsIn(folder)).ended;
      expect(code).toBe(EXIT.failed);
      expect(err).toContain('persons, partnerships, comanagement, accountability');
    },
    TIMEOUT_MS,
  );
});
