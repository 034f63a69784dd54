import { afterAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSettings } from '@patto/service-kit';
import { CannotStart, start } from './start.ts';

describe('a data folder that cannot be made', () => {
  const folder = mkdtempSync(join(tmpdir(), 'patto-data-folder-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(['', 'inside'])('is named with its remedy where a file is in its place: /%s', async (inside) => {
    const file = join(folder, 'letter.txt');
    writeFileSync(file, 'Dear Sara');
    const settings = readSettings({ PATTO_DATA: join(file, inside), PATTO_KEYS: join(folder, 'keys'), PATTO_PORT: '0', PATTO_LOG_LEVEL: 'silent' });
    const started = start(settings, { onFatal: () => undefined });
    await expect(started).rejects.toThrow(CannotStart);
    await expect(started).rejects.toThrow('or choose another data folder');
  });
});
