import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { couldNotRun } from '@patto/testing';
import { postgresFor } from '@patto/testing/engines';
import { readerOf } from '../conformance/deployment.ts';
import type { SealedPart } from '../keyring.ts';
import { openKeys } from '../keys.ts';
import { rowsIntoPostgresKeyring, rowsOfPostgresKeyring } from '../postgres/rows.ts';
import { type DeploymentOnPostgres, deploymentsOn } from '../postgres/trials/deployment-on-postgres.ts';
import { DeploymentInAFolder } from '../sqlite/keyring-in-a-folder.ts';
import { rowsIntoKeyring, rowsOfKeyring } from '../sqlite/rows.ts';
import { bringKeyring, linesOfKeyring } from './lines.ts';
import type { RowSource, RowTarget } from './rows.ts';

const WHAT = 'moving a keyring to PostgreSQL and back';
const TIMEOUT_MS = 60_000; // A server that starts, on two shared cores.
const server = await postgresFor(WHAT);
afterAll(() => server?.stop(), TIMEOUT_MS);

const [maria, piero, anna] = ['person-maria', 'person-piero', 'person-anna'];
const taxCode = 'BNCMRA85T50A562S';

let here: DeploymentInAFolder;
let there: DeploymentInAFolder;
beforeEach(() => {
  [here, there] = [new DeploymentInAFolder(), new DeploymentInAFolder()];
});
afterEach(async () => {
  for (const deployment of [here, there]) await deployment.remove();
});

const keysOf = ({ folder, dataFolder }: DeploymentInAFolder) => openKeys({ folder, dataFolder, environment: {} });
const linesFrom = async (source: RowSource): Promise<readonly string[]> => {
  const lines: string[] = [];
  for await (const line of linesOfKeyring(source)) lines.push(line);
  await source.close();
  return lines;
};
const bring = async (lines: readonly string[], target: RowTarget, keys = keysOf(here)): Promise<number> => {
  const each = async function* () {
    yield* lines;
  };
  try {
    return await bringKeyring(each(), target, keys);
  } finally {
    await target.close();
  }
};

/** Somebody who is found, somebody who was erased, and somebody whose claim was not settled yet. */
const filled = async (): Promise<readonly SealedPart[]> => {
  const keyring = await here.keyring();
  const sealed = await here.record(keyring, maria, [{ part: 'taxCode', value: taxCode, find: 'tax-code' }], 'of-maria');
  keyring.settle('of-maria');
  const gone = await here.record(keyring, piero, [{ part: 'words', value: 'of Piero' }]);
  await keyring.destroy(piero);
  const waiting = await here.record(keyring, anna, [{ part: 'name', value: 'Anna', find: 'name' }]);
  expect(await keyring.search({ taxCode })).toEqual([maria]);
  await keyring.close();
  return [...sealed, ...gone, ...waiting];
};

const worksThere = async (sealed: readonly SealedPart[]): Promise<void> => {
  for (const one of here.log) there.log.add(one);
  const keyring = await there.keyring(here.folder);
  expect(await keyring.open(sealed, readerOf(maria, piero, anna))).toEqual([taxCode, undefined, 'Anna']);
  expect([await keyring.search({ taxCode }), await keyring.search({ name: 'Anna' })]).toEqual([[maria], [anna]]);
  await expect(there.seal(keyring, piero, [{ part: 'words', value: 'again' }])).rejects.toMatchObject({ code: 'person-erased' });
};

describe('a keyring that is moved', () => {
  it('opens and finds at the new place what it did, and what was erased stays so', async () => {
    const sealed = await filled();
    const lines = await linesFrom(rowsOfKeyring(here.file, keysOf(here)));
    expect(await bring(lines, rowsIntoKeyring(there.file, keysOf(here)))).toBe(lines.length - 2);
    await worksThere(sealed);
  });

  it(
    'goes to PostgreSQL and back, line by line the same',
    async () => {
      if (!server) return couldNotRun(WHAT, 'there is no PostgreSQL');
      const sealed = await filled();
      const lines = await linesFrom(rowsOfKeyring(here.file, keysOf(here)));
      const between = (await deploymentsOn(server)()) as DeploymentOnPostgres;
      await bring(lines, await rowsIntoPostgresKeyring(between.url));
      await expect(bring(lines, await rowsIntoPostgresKeyring(between.url))).rejects.toThrow('The keyring is not empty');
      await (await between.keyring(here.folder)).close(); // Which remembers the keys that it was made with.
      const back = await linesFrom(await rowsOfPostgresKeyring(between.url));
      const rows = (all: readonly string[]) => all.slice(1).toSorted();
      expect(rows(back)).toEqual(rows(lines));
      await bring(back, rowsIntoKeyring(there.file, keysOf(here)));
      await worksThere(sealed);
      await between.remove();
    },
    TIMEOUT_MS,
  );

  it('shows neither a key nor what one is found by', async () => {
    await filled();
    const { deploymentSecret } = keysOf(here);
    const text = (await linesFrom(rowsOfKeyring(here.file, keysOf(here)))).join('\n');
    for (const shown of [taxCode, 'Anna', deploymentSecret.toString('base64url')]) expect(text).not.toContain(shown);
  });

  it.each<[what: string, says: string, change: (lines: readonly string[]) => readonly string[]]>([
    ['are cut short', 'is cut short', (lines) => lines.slice(0, -1)],
    ['miss one in between', 'is not one of an exported keyring', ([first = '', , ...others]) => [first, ...others]],
    ['have one that is damaged', 'Line 2 is not one', ([first = '', second = '', ...others]) => [first, second.slice(0, -1), ...others]],
    ['go on after their end', 'is not one of an exported keyring', (lines) => [...lines, lines[1] ?? '']],
    ['are of something else', 'This is no exported keyring', () => ['{"specversion":"1.0"}']],
    ['are none', 'is cut short', () => []],
  ])('is not brought in by lines that %s: all of it or nothing', async (_, says, change) => {
    await filled();
    const lines = await linesFrom(rowsOfKeyring(here.file, keysOf(here)));
    await expect(bring(change(lines), rowsIntoKeyring(there.file, keysOf(here)))).rejects.toThrow(says);
    expect(there.subjects()).toEqual([]);
    await bring(lines, rowsIntoKeyring(there.file, keysOf(here)));
  });

  it('is not brought to where other keys are, nor over another one', async () => {
    await filled();
    const lines = await linesFrom(rowsOfKeyring(here.file, keysOf(here)));
    await expect(bring(lines, rowsIntoKeyring(there.file, keysOf(there)), keysOf(there))).rejects.toThrow('was made with other keys');
    await expect(bring(lines, rowsIntoKeyring(here.file, keysOf(here)))).rejects.toThrow('The keyring is not empty');
  });

  it('is not looked for where there is none', () => {
    expect(() => rowsOfKeyring(there.file, keysOf(there))).toThrow('Set PATTO_DATA to the folder of the deployment');
  });
});
