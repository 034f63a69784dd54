import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { EXIT } from './exit.ts';
import { settingsIn, startPatto } from './testing/patto-child.ts';

const TIMEOUT_MS = 60_000; // A process that compiles what it runs, on two shared cores.

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'patto-doctor-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('patto doctor', () => {
  it(
    'says a line for each thing, and ends well where nothing fails',
    async () => {
      const { code, out, err } = await startPatto(['doctor'], settingsIn(folder)).ended;
      expect({ code, err }).toEqual({ code: EXIT.ok, err: '' });
      expect(out).toMatch(/^ok {4}settings: For all services in one process\.$/m);
      expect(out).toMatch(/^warn {2}event log: There is none yet; /m);
      expect(existsSync(join(folder, 'data'))).toBe(false);
    },
    TIMEOUT_MS,
  );

  it(
    'ends with 1 where something fails, as the settings of a service alone that name no engines',
    async () => {
      const { code, out } = await startPatto(['doctor', 'persons'], settingsIn(folder)).ended;
      expect(code).toBe(EXIT.failed);
      expect(out).toMatch(/^fail {2}settings: These settings are wrong:$/m);
      expect(out).toContain('PATTO_KEYRING_URL: expected postgres://');
    },
    TIMEOUT_MS,
  );
});
