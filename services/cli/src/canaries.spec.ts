import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Ask, asking, type Ended, type PattoChild, settingsIn, startPatto } from './testing/patto-child.ts';
import { type Does, type Fails, fail, PUBLIC, plant, planted, type Reads } from './testing/planting.ts';

const TIMEOUT_MS = 120_000; // One start with its seed, some forty requests and a stop, on two shared cores.
const filesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));

/** The forms in which a text could lie in a file: letter case apart, as it is, in UTF-16, and in both alphabets of Base64 where it begins a text. */
const formsOf = (text: string): readonly string[] => {
  const base64 = Buffer.from(text)
    .toString('base64')
    .slice(0, Math.floor(text.length / 3) * 4);
  return [text.toLowerCase(), text.toLowerCase().split('').join('\0'), base64.toLowerCase(), encodeURIComponent(text).toLowerCase()];
};
const holds = (content: string, text: string): boolean => formsOf(text).some((form) => content.includes(form));

describe('personal values that were planted over HTTP', () => {
  const folder = mkdtempSync(join(tmpdir(), 'patto-canaries-'));
  let child: PattoChild;
  let ended: Ended;
  const statuses: number[] = [];
  /** Where a text is found: files of the data and keys folders, and what the process said. */
  const foundIn = (text: string): readonly string[] => {
    const files = filesIn(folder).map((file) => [relative(folder, file), readFileSync(file, 'latin1')] as const);
    const places = [...files, ['standard output', ended.out], ['log', ended.err]] as const;
    return places.filter(([, content]) => holds(content.toLowerCase(), text)).map(([place]) => place);
  };

  beforeAll(async () => {
    child = startPatto(['up'], { ...settingsIn(folder), PATTO_LOG_LEVEL: 'debug' });
    const ask: Ask = asking(await child.ready, folder);
    let position = 0;
    const does: Does = async (as, path, body = {}, headers = {}) => {
      const { status, body: told } = await ask(as, `POST ${path}`, body, headers);
      if (status >= 300) throw new Error(`${as} at ${path}: ${status} ${JSON.stringify(told)}`);
      position = told.position;
      return told.id;
    };
    const reads: Reads = async (as, route, body) => {
      const { status, body: told } = await ask(as, route, body, { 'patto-min-position': String(position) });
      if (status !== 200) throw new Error(`${as} at ${route}: ${status} ${JSON.stringify(told)}`);
      return told;
    };
    const fails: Fails = async (as, route, body, headers) => statuses.push((await ask(as, route, body, headers)).status);
    await fail(fails, await plant(does, reads));
    ended = await child.stop('SIGTERM');
  }, TIMEOUT_MS);

  afterAll(async () => {
    await child?.stop('SIGKILL');
    rmSync(folder, { recursive: true });
  });

  it('are in no file and in no line of the log, at its most talkative', () => {
    expect(planted.size).toBeGreaterThan(40);
    const found = [...planted].map((text) => ({ text, in: foundIn(text) })).filter(({ in: places }) => places.length > 0);
    expect(found).toEqual([]);
  });

  it('would be found: a public value is, and so is the word in each of its forms', () => {
    expect(foundIn(PUBLIC).some((place) => place.startsWith('data/events.sqlite'))).toBe(true);
    expect(foundIn(PUBLIC).some((place) => place.startsWith('data/read-models.sqlite'))).toBe(true);
    for (const form of formsOf('Gabbianella')) expect(holds(`… ${form} …`, 'Gabbianella')).toBe(true);
    expect(ended).toMatchObject({ code: 0, err: expect.stringContaining('"status":403') });
  });

  it('were also in requests that failed, each in its own way', () => {
    expect(new Set(statuses)).toEqual(new Set([400, 401, 403, 404, 409, 422]));
  });
});
