import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { EXIT } from '../exit.ts';
import { asking, type Environment, settingsIn, startPatto } from '../testing/patto-child.ts';
import { linesOf } from './lines.ts';

const TIMEOUT_MS = 180_000; // Several processes one after the other, each compiling what it runs, on two shared cores.

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'patto-move-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const run = async (args: readonly string[], settings: Environment) => startPatto(args, settings).ended;
const bytes = (file: string): string => readFileSync(join(folder, file), 'utf8');
const rootsIn = (data: string) =>
  ['events', 'accesses'].map((name) =>
    bytes(join(data, 'ledger', name, 'checkpoint'))
      .split('\n')
      .slice(0, 3),
  );

/** A district that was seeded, and read in, and is stopped now. */
const seeded = async (): Promise<Environment> => {
  const settings = settingsIn(folder);
  const first = startPatto(['up'], settings);
  const ask = asking(await first.ready, folder);
  await ask('administrator', 'GET /organisations');
  await first.stop('SIGTERM');
  return settings;
};

describe('patto export and import', () => {
  it(
    'carry both logs and the keyring into another place byte for byte, where they are sealed under the same roots, and open',
    async () => {
      const settings = await seeded();
      const elsewhere = { ...settings, PATTO_DATA: join(folder, 'elsewhere') };
      for (const name of ['events', 'accesses', 'keyring']) {
        expect(await run(['export', name, '--to', join(folder, name)], settings)).toMatchObject({ code: EXIT.ok, out: '' });
        expect(statSync(join(folder, name)).mode & 0o077).toBe(0);
        const sealed = name === 'keyring' ? [] : ['--checkpoint', join(folder, 'data', 'ledger', name, 'checkpoint')];
        expect(await run(['import', name, join(folder, name), ...sealed], elsewhere)).toMatchObject({ code: EXIT.ok });
        const { code, out } = await run(['export', name], elsewhere);
        expect({ code, isSame: out === bytes(name) }).toEqual({ code: EXIT.ok, isSame: true });
      }
      const again = startPatto(['up'], elsewhere);
      await again.ready;
      await again.stop('SIGTERM');
      expect(rootsIn('elsewhere')).toEqual(rootsIn('data'));

      const open = startPatto(['up'], elsewhere);
      const { status, body } = await asking(await open.ready, folder)('maria', 'GET /excerpts'); // The keyring alone knows her login, and opens her words.
      await open.stop('SIGTERM');
      expect(status).toBe(200);
      expect(body.items[0].lines[0].words).toBe('I do my exercises every morning.');
    },
    TIMEOUT_MS,
  );

  it(
    'refuse what is there already, and name the line that does not fit',
    async () => {
      const settings = await seeded();
      const file = join(folder, 'log');
      writeFileSync(file, '{"specversion":"1.0"}\n');
      expect(await run(['import', 'events', file], settings)).toMatchObject({ code: EXIT.cannotStart, err: expect.stringContaining('not empty') });
      expect(await run(['export', 'events', '--to', file], settings)).toMatchObject({
        code: EXIT.cannotStart,
        err: expect.stringContaining('is there already'),
      });
      const elsewhere = { ...settings, PATTO_DATA: join(folder, 'elsewhere') };
      expect(await run(['import', 'events', file], elsewhere)).toMatchObject({ code: EXIT.failed, err: expect.stringContaining('Line 1') });
      writeFileSync(file, '');
      const sealed = ['--checkpoint', join(folder, 'data', 'ledger', 'events', 'checkpoint')];
      expect(await run(['import', 'events', file, ...sealed], elsewhere)).toMatchObject({ code: EXIT.failed, err: expect.stringContaining('were sealed') });
      expect(await run(['import', 'keyring', file], settings)).toMatchObject({ code: EXIT.cannotStart, err: expect.stringContaining('not empty') });
      const withoutKeys = { ...settings, PATTO_DATA: join(folder, 'empty'), PATTO_KEYS: join(folder, 'none') };
      expect(await run(['import', 'keyring', file], withoutKeys)).toMatchObject({ code: EXIT.cannotStart, err: expect.stringContaining('no keys in') });
    },
    TIMEOUT_MS,
  );

  it('take a line as it is: only a newline ends one', async () => {
    const text = 'one\u2028still one\r\ntwo ä\nthree';
    const chunks = async function* () {
      for (const byte of Buffer.from(text)) yield Buffer.of(byte);
    };
    const lines: string[] = [];
    for await (const line of linesOf(chunks())) lines.push(line);
    expect(lines).toEqual(['one\u2028still one\r', 'two ä', 'three']);
  });
});
