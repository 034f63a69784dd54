import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KEYRING_FILE } from './index.ts';
import { openKeys, readKeys } from './keys.ts';

let root: string;
let folder: string;
let dataFolder: string;
const open = (over: Partial<Parameters<typeof openKeys>[0]> = {}) => openKeys({ folder, dataFolder, environment: {}, ...over });
const modeOf = (path: string): number => statSync(path).mode & 0o777;
const secret = (): string => randomBytes(32).toString('base64url');

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'patto-keys-'));
  folder = join(root, 'keys');
  dataFolder = join(root, 'data');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

describe('the keys of a deployment', () => {
  it('are made on the first start, for their owner alone, and are the same from then on', () => {
    const first = open();
    expect(first.current).toBe(1);
    expect(readdirSync(folder).sort()).toEqual(['deployment.secret', 'key-encryption-1.key']);
    expect([folder, ...readdirSync(folder).map((file) => join(folder, file))].map(modeOf)).toEqual([0o700, 0o600, 0o600]);
    expect(open().deploymentSecret).toEqual(first.deploymentSecret);
    expect(open().fingerprints).toEqual(first.fingerprints);
  });

  it('unwrap what they wrapped, for the same subject and epoch only', () => {
    const keys = open();
    const key = randomBytes(32);
    const wrapped = keys.wrap(key, 'person-maria');
    expect(wrapped).toHaveLength(60);
    expect(keys.unwrap(1, wrapped, 'person-maria')).toEqual(key);
    expect(() => keys.unwrap(1, wrapped, 'person-piero')).toThrow('does not open');
    expect(() => keys.unwrap(2, wrapped, 'person-maria')).toThrow('no key-encryption key of epoch 2');
    for (let at = 0; at < wrapped.length; at += 1) {
      const altered = Buffer.from(wrapped);
      altered.writeUInt8(altered.readUInt8(at) ^ 1, at);
      expect(() => keys.unwrap(1, altered, 'person-maria')).toThrow('does not open');
    }
  });

  it('wrap under the latest epoch and still unwrap what an earlier one wrapped', () => {
    const wrapped = open().wrap(Buffer.alloc(32, 9), 'person-maria');
    writeFileSync(join(folder, 'key-encryption-12.key'), `${secret()}\n`, { mode: 0o600 });
    const keys = open();
    expect(keys.current).toBe(12);
    expect(keys.unwrap(1, wrapped, 'person-maria')).toEqual(Buffer.alloc(32, 9));
    expect(keys.unwrap(12, keys.wrap(Buffer.alloc(32, 8), 'person-maria'), 'person-maria')).toEqual(Buffer.alloc(32, 8));
  });

  it.each([0o640, 0o604, 0o660, 0o644])('are refused when others may use a file (mode %o), with the remedy', (mode) => {
    open();
    const file = join(folder, 'key-encryption-1.key');
    chmodSync(file, mode);
    expect(() => open()).toThrow(`chmod 600 ${file}`);
  });

  it.each([0o750, 0o705, 0o777])('are refused when others may use the folder (mode %o), with the remedy', (mode) => {
    open();
    chmodSync(folder, mode);
    expect(() => open()).toThrow(`chmod 700 ${folder}`);
  });

  it('are refused in the data folder, around it, and where a link leads into it', () => {
    mkdirSync(dataFolder);
    symlinkSync(dataFolder, join(root, 'elsewhere'));
    for (const inside of [dataFolder, join(dataFolder, 'keys'), join(dataFolder, 'not', 'there', 'yet'), join(root, 'elsewhere', 'keys'), root]) {
      expect(() => open({ folder: inside })).toThrow('Set PATTO_KEYS to a folder apart');
    }
    expect(readdirSync(dataFolder)).toEqual([]);
    open({ folder: join(root, 'data-keys') }); // A neighbour whose name begins the same.
    open({ folder: join(root, '..keys') });
  });

  it('are not made anew where a keyring needs the old ones, and nothing is left behind', () => {
    mkdirSync(dataFolder);
    writeFileSync(join(dataFolder, KEYRING_FILE), '');
    expect(() => open()).toThrow('Put back the keys folder of this deployment');
    expect(readdirSync(root)).toEqual(['data']);
  });

  it('are refused when a file holds something else', () => {
    open();
    for (const content of ['', 'short', secret().slice(1), `${secret()}A`, readFileSync(join(folder, 'deployment.secret'), 'utf8').repeat(2)]) {
      writeFileSync(join(folder, 'deployment.secret'), content);
      expect(() => open()).toThrow('does not hold 32 bytes');
    }
  });

  it('are refused when the place of the folder is taken by a file', () => {
    writeFileSync(folder, '');
    expect(() => open()).toThrow('set PATTO_KEYS to another folder');
  });
});

describe('keys that are only read', () => {
  const read = () => readKeys({ folder, dataFolder, environment: {} });

  it('are those that are there, and none are made where there are none', () => {
    expect(read()).toBeUndefined();
    expect(readdirSync(root)).toEqual([]);
    const { fingerprints } = open();
    expect(read()?.fingerprints).toEqual(fingerprints);
    rmSync(join(folder, 'key-encryption-1.key'));
    expect(read).toThrow('is missing');
    expect(readdirSync(folder)).toEqual(['deployment.secret']);
  });

  it('are refused where a start would refuse them', () => {
    open();
    chmodSync(folder, 0o750);
    expect(read).toThrow(`chmod 700 ${folder}`);
  });
});

describe('keys in variables', () => {
  it('stand in for the folder, which is not touched', () => {
    const environment = { PATTO_KEY_ENCRYPTION_KEY: secret(), PATTO_DEPLOYMENT_SECRET: secret() };
    const keys = open({ environment });
    expect(keys.deploymentSecret.toString('base64url')).toBe(environment.PATTO_DEPLOYMENT_SECRET);
    expect(keys.unwrap(1, keys.wrap(Buffer.alloc(32, 9), 'person-maria'), 'person-maria')).toEqual(Buffer.alloc(32, 9));
    expect(readdirSync(root)).toEqual([]);
  });

  it('are refused one without the other, and when they hold something else, without being shown', () => {
    expect(() => open({ environment: { PATTO_KEY_ENCRYPTION_KEY: secret() } })).toThrow('belong together');
    expect(() => open({ environment: { PATTO_KEY_ENCRYPTION_KEY: 'hunter2', PATTO_DEPLOYMENT_SECRET: secret() } })).toThrow(
      /^PATTO_KEY_ENCRYPTION_KEY does not hold 32 bytes(?!.*hunter2)/,
    );
  });
});
