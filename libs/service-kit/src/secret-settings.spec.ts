import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hidingSecrets, SECRET_SETTINGS } from './secret-settings.ts';
import { readSettings, withSecrets } from './settings.ts';

const POSTGRES = 'postgres://patto:secret@db.valcurta.example:5432/patto';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'patto-secrets-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const holding = (content: string): string => {
  const file = join(folder, 'a-secret');
  writeFileSync(file, content);
  return file;
};

describe('a setting that is a secret', () => {
  it.each(SECRET_SETTINGS)('may be in a file: %s', (name) => {
    expect(withSecrets({ [`${name}_FILE`]: holding('hush\n') })).toEqual({ [name]: 'hush' });
  });

  it('is checked as it is where it comes from the environment, and goes wherever that goes', () => {
    const settings = readSettings({ PATTO_EVENT_STORE_URL_FILE: holding(`${POSTGRES}\n`), PATTO_KEYRING_URL: POSTGRES });
    expect(settings.engines.eventStore).toBe(POSTGRES);
    expect(settings.environment['PATTO_EVENT_STORE_URL']).toBe(POSTGRES);
    expect(() => readSettings({ PATTO_BUS_URL_FILE: holding('https://hush.example') })).toThrow(
      expect.objectContaining({ message: expect.stringMatching(/PATTO_BUS_URL: expected(?!.*hush)/s) }),
    );
  });

  it.each([
    ['is missing', () => join(folder, 'nothing')],
    ['is a folder', () => folder],
    ['is empty', () => holding('\n')],
  ])('is refused where its file %s', (_, file) => {
    expect(() => withSecrets({ PATTO_TOKEN_FILE: file() })).toThrow(/PATTO_TOKEN_FILE: expected the path of a file/);
  });

  it('comes from one place only', () => {
    expect(() => withSecrets({ PATTO_TOKEN: 'hush', PATTO_TOKEN_FILE: holding('hush') })).toThrow(/PATTO_TOKEN_FILE: expected either/);
  });
});

describe('a setting that is no secret', () => {
  it('comes from the environment alone', () => {
    expect(() => readSettings({ PATTO_PORT_FILE: holding('8080') })).toThrow(/PATTO_PORT_FILE: expected another name/);
  });
});

describe('a text about secrets', () => {
  it('holds none of them, however they are written', () => {
    const hide = hidingSecrets({
      PATTO_TOKEN: 'a-token',
      PATTO_BUS_URL: 'kafkas://patto:h%40sh@one:9092,two:9092',
      PATTO_READ_MODELS_URL: 'mongodb://host/patto',
    });
    const said = hide('a-token does not log in with h@sh or h%40sh at kafkas://patto:h%40sh@one:9092,two:9092; host is there');
    expect(said).toBe('… does not log in with … or … at …; host is there');
  });
});
