import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { copyFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { openKeys } from '../keys.ts';
import { rotateKeys } from '../rotation.ts';
import { type Deployment, type NewDeployment, readerOf } from './deployment.ts';

const maria = 'person-maria';
const piero = 'person-piero';
export const LOGIN = { issuer: 'https://login.example', subject: 'maria' };

export const details = [
  { part: 'name', value: { given: 'Maria', family: 'Rossi' }, find: 'name' as const },
  { part: 'taxCode', value: 'RSSMRA46C42L219X', find: 'tax-code' as const },
  { part: 'login', value: LOGIN, find: 'login' as const },
];

/** Keys that are destroyed, and keys that are rotated. */
export const erasing = (newDeployment: NewDeployment): void => {
  let deployment: Deployment;
  beforeEach(async () => {
    deployment = await newDeployment();
  });
  afterEach(() => deployment.remove());

  describe('a key that is destroyed', () => {
    it('opens nothing and seals nothing more, here and in another process, and leaves others alone', async () => {
      const [here, there] = [await deployment.keyring(), await deployment.keyring()];
      const ofMaria = await deployment.record(here, maria, details);
      const ofPiero = await deployment.record(here, piero, [{ part: 'words', value: 'b' }]);
      expect(await there.open([...ofMaria, ...ofPiero], readerOf(maria, piero))).toHaveLength(4);

      expect(await here.destroy(maria)).toBe(1);
      for (const keyring of [here, there]) {
        expect(await keyring.open([...ofMaria, ...ofPiero], readerOf(maria, piero))).toEqual([undefined, undefined, undefined, 'b']);
        await expect(deployment.seal(keyring, maria, [{ part: 'words', value: 'more' }])).rejects.toMatchObject({ code: 'person-erased' });
        await expect(keyring.digest(maria, 'act')).rejects.toMatchObject({ code: 'person-erased' });
        expect(await keyring.digest(piero, 'act')).toHaveLength(43);
      }
    });

    it('takes along all that the subject was found by, also what a command under way had claimed, so that another may have it', async () => {
      const keyring = await deployment.keyring();
      await deployment.record(keyring, maria, details.slice(0, 2));
      await deployment.seal(keyring, maria, details.slice(2));
      expect(await keyring.search({ name: 'Rossi' })).toEqual([maria]);
      await keyring.destroy(maria);
      expect(await keyring.search({ name: 'Rossi' })).toEqual([]);
      expect(await keyring.search({ taxCode: 'RSSMRA46C42L219X' })).toEqual([]);
      expect(await keyring.subjectOfLogin(LOGIN.issuer, LOGIN.subject)).toBeUndefined();
      await deployment.record(keyring, piero, details);
      expect(await keyring.search({ name: 'Rossi' })).toEqual([piero]);
    });

    it('stays destroyed after a restart, when it is destroyed again, and where there had been none', async () => {
      const keyring = await deployment.keyring();
      await keyring.destroy(maria);
      await keyring.destroy(maria);
      await keyring.close();
      const again = await deployment.keyring();
      await expect(deployment.seal(again, maria, [{ part: 'words', value: 'a' }])).rejects.toMatchObject({ code: 'person-erased' });
    });
  });

  describe('a rotation of keys', () => {
    const place = () => ({ folder: deployment.folder, dataFolder: deployment.dataFolder, environment: {} });
    const rotate = () => rotateKeys(place(), (keys) => deployment.open(keys, async () => true));
    const keyOfEpoch = (epoch: number) => join(deployment.folder, `key-encryption-${epoch}.key`);

    it('opens everything as before, under a new key alone', async () => {
      const before = await deployment.keyring();
      const sealed = await deployment.record(before, maria, details);
      await before.destroy(piero);
      await before.close();
      expect(await rotate()).toEqual({ epoch: 2, retired: [1], rewrapped: 1 });
      expect([keyOfEpoch(1), keyOfEpoch(2)].map(existsSync)).toEqual([false, true]);
      const after = await deployment.keyring();
      expect(after.oldestEpoch).toBe(2);
      expect(await after.open(sealed, readerOf(maria))).toEqual(details.map(({ value }) => value));
      await expect(deployment.seal(after, piero, [{ part: 'words', value: 'a' }])).rejects.toMatchObject({ code: 'person-erased' });
    });

    it('that was broken off is ended, and no other begun: before anything was wrapped anew, and before the old key was gone', async () => {
      const before = await deployment.keyring();
      const sealed = await deployment.record(before, maria, details);
      await before.close();
      const old = join(deployment.folder, '..', 'old.key');
      copyFileSync(keyOfEpoch(1), old);
      copyFileSync(keyOfEpoch(1), keyOfEpoch(2)); // Broken off when the new key, whichever, had just been made.
      expect(await rotate()).toEqual({ epoch: 2, retired: [1], rewrapped: 1 });

      copyFileSync(old, keyOfEpoch(1)); // Broken off before the old one was removed.
      expect(await rotate()).toEqual({ epoch: 2, retired: [1], rewrapped: 0 });
      expect(await (await deployment.keyring()).open(sealed, readerOf(maria))).toEqual(details.map(({ value }) => value));
    });

    it('is refused where the keys come from variables', async () => {
      const keys = { PATTO_KEY_ENCRYPTION_KEY: 'A'.repeat(43), PATTO_DEPLOYMENT_SECRET: `${'B'.repeat(42)}A` };
      const given = { ...place(), environment: keys };
      expect(openKeys(given).oldest).toBe(1);
      await expect(rotateKeys(given, async () => deployment.keyring())).rejects.toThrow('Rotate them where they are kept');
    });
  });
};
