import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EngineServer, NoServer, serverFor, serverNamedBy } from './engine-server.ts';
import { hasCommand, hasGo } from './machine.ts';

const VARIABLE = 'PATTO_TEST_NOTHING_URL';
const server = (url: string): EngineServer => ({ url, stop: async () => {} });
const canInstallAll = ['apt-get', 'mvn'].every(hasCommand) && hasGo();

describe('a server for a test', () => {
  let folder = '';
  const before = process.env['PATTO_NOT_RUN'];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'patto-ways-'));
    process.env['PATTO_NOT_RUN'] = join(folder, 'not-run');
  });
  afterEach(() => {
    if (before === undefined) delete process.env['PATTO_NOT_RUN'];
    else process.env['PATTO_NOT_RUN'] = before;
    delete process.env[VARIABLE];
    rmSync(folder, { recursive: true });
  });
  const named = () => (existsSync(join(folder, 'not-run')) ? JSON.parse(readFileSync(join(folder, 'not-run'), 'utf8')) : undefined);

  it('is the one that the environment names, before any other', async () => {
    process.env[VARIABLE] = 'postgres://elsewhere';
    expect(await serverFor('a thing', [serverNamedBy(VARIABLE), async () => server('postgres://here')])).toMatchObject({ url: 'postgres://elsewhere' });
  });

  it('is the first that there is', async () => {
    const found = await serverFor('a thing', [serverNamedBy(VARIABLE), async () => undefined, async () => server('one'), async () => server('two')]);
    expect([found?.url, named()]).toEqual(['one', undefined]);
  });

  it('is named as not run where there is none, with what is missing, and must run where everything can be installed', async () => {
    const none = async () => {
      throw new NoServer('there is no go');
    };
    expect(await serverFor('a thing', [async () => undefined, none])).toBeUndefined();
    expect(named()).toEqual({ what: 'a thing', why: 'there is no go', mustRunInCi: canInstallAll });
  });

  it('is not looked for any further where a way fails for another reason', async () => {
    const failing = () => Promise.reject(new TypeError('A mistake of ours.'));
    await expect(serverFor('a thing', [failing, async () => server('one')])).rejects.toThrow(TypeError);
  });
});
