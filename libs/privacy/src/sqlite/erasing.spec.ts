import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { rotateKeys } from '../rotation.ts';
import { openKeyring } from './open-keyring.ts';
import { readerOf } from '../conformance/deployment.ts';
import { details } from '../conformance/erasing.ts';
import { DeploymentInAFolder } from './keyring-in-a-folder.ts';

const maria = 'person-maria';
let deployment: DeploymentInAFolder;
beforeEach(() => {
  deployment = new DeploymentInAFolder();
});
afterEach(() => deployment.remove());

/** The wrapped key of a subject, as it lies in the file. */
const wrappedKeyOf = (subject: string): Buffer => {
  const database = new DatabaseSync(deployment.file, { readOnly: true });
  const row = database.prepare('SELECT wrapped FROM subject_key WHERE subject = ?').get(subject);
  database.close();
  return Buffer.from(row?.['wrapped'] as Uint8Array);
};

describe('a key that is destroyed', () => {
  it('lies in no file any more, the write-ahead log included; before, it does', async () => {
    const keyring = await deployment.keyring();
    await deployment.record(keyring, maria, details);
    const wrapped = wrappedKeyOf(maria);
    expect(deployment.bytes().includes(wrapped)).toBe(true);
    await keyring.destroy(maria);
    expect(deployment.bytes().includes(wrapped)).toBe(false);
  });
});

describe('a rotation of keys', () => {
  const place = () => ({ folder: deployment.folder, dataFolder: deployment.dataFolder, environment: {} });
  const rotate = () => rotateKeys(place(), (keys) => openKeyring({ file: deployment.file, keys, recorded: async () => true }));
  const keyOfEpoch = (epoch: number) => join(deployment.folder, `key-encryption-${epoch}.key`);

  it('leaves nothing that opens a keyring from before; with the old key, which is the control, it opens', async () => {
    const before = await deployment.keyring();
    const sealed = await deployment.record(before, maria, details);
    await before.close();
    const backup = `${deployment.file}.backup`;
    copyFileSync(deployment.file, backup);
    copyFileSync(keyOfEpoch(1), `${backup}.key`);
    await rotate();

    copyFileSync(backup, deployment.file);
    await expect(deployment.keyring()).rejects.toThrow('has no key-encryption key of epoch 1');
    copyFileSync(`${backup}.key`, keyOfEpoch(1));
    expect(await (await deployment.keyring()).open(sealed, readerOf(maria))).toEqual(details.map(({ value }) => value));
  });
});
