import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { cpSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AccessReceipt } from '../receipt.ts';
import { type Deployment, type NewDeployment, readerOf } from './deployment.ts';

const maria = 'person-maria';
const piero = 'person-piero';

/** Sealing, opening, deriving, and the keys that a keyring is bound to. */
export const sealing = (newDeployment: NewDeployment): void => {
  let deployment: Deployment;
  beforeEach(async () => {
    deployment = await newDeployment();
  });
  afterEach(() => deployment.remove());

  describe('sealing and opening', () => {
    it('gives back the parts in their order, of several subjects, also after a restart', async () => {
      const keyring = await deployment.keyring();
      const parts = [
        { subject: maria, part: 'words', value: 'To walk to the market alone.' },
        { subject: piero, part: 'answer', value: { kind: 'yes' } },
      ];
      const header = { id: 'event-1', type: 'patto.persons.GoalSet.v1', stream: 'plan-1' };
      const sealed = (await keyring.seal(header, parts, 'command-1')).map((part) => ({ ...part, event: header.id, type: header.type }));
      expect(sealed.map(({ subject, part, alg }) => [subject, part, alg])).toEqual([
        [maria, 'words', 'A1'],
        [piero, 'answer', 'A1'],
      ]);
      expect(Object.keys((await keyring.seal(header, parts, 'command-1'))[0] ?? {})).toEqual(['subject', 'part', 'alg', 'iv', 'tag', 'commit', 'sealed']);
      await keyring.close();
      const again = await deployment.keyring();
      expect(await again.open([...sealed].reverse(), readerOf(maria, piero))).toEqual([{ kind: 'yes' }, 'To walk to the market alone.']);
    });

    it('gives one subject one key, however many ask for it at once, in two processes', async () => {
      const [one, other] = [await deployment.keyring(), await deployment.keyring()];
      const sealed = await Promise.all(
        Array.from({ length: 40 }, (_, index) => deployment.seal(index % 2 ? one : other, maria, [{ part: 'words', value: index }])),
      );
      const expected = sealed.map((_, index) => index);
      expect(await one.open(sealed.flat(), readerOf(maria))).toEqual(expected);
      expect(await other.open(sealed.flat(), readerOf(maria))).toEqual(expected);
    });

    it('does not open anything for a reader whose record does not name each subject', async () => {
      const keyring = await deployment.keyring();
      const sealed = [
        ...(await deployment.seal(keyring, maria, [{ part: 'words', value: 'a' }])),
        ...(await deployment.seal(keyring, piero, [{ part: 'words', value: 'b' }])),
      ];
      await expect(keyring.open(sealed, readerOf(maria))).rejects.toThrow(`No access record covers the content of ${piero}`);
      const forged: object = { record: 'access-1', subjects: new Set([maria, piero]) };
      await expect(keyring.open(sealed, forged as AccessReceipt)).rejects.toThrow('No access record');
    });

    it('opens what is erased to nothing, seals nothing more for that subject, and leaves the others alone', async () => {
      const keyring = await deployment.keyring();
      const sealed = [
        ...(await deployment.seal(keyring, maria, [{ part: 'words', value: 'a' }])),
        ...(await deployment.seal(keyring, piero, [{ part: 'words', value: 'b' }])),
      ];
      await keyring.close();
      await deployment.behindItsBack(`UPDATE subject_key SET wrapped = NULL, destroyed_at = 1 WHERE subject = '${maria}'`);
      const again = await deployment.keyring();
      expect(await again.open(sealed, readerOf(maria, piero))).toEqual([undefined, 'b']);
      const neighbour = deployment.seal(again, 'person-sara', [{ part: 'words', value: 'c' }]);
      await expect(deployment.seal(again, maria, [{ part: 'words', value: 'd' }])).rejects.toMatchObject({ code: 'person-erased' });
      expect(await again.open(await neighbour, readerOf('person-sara'))).toEqual(['c']);
      expect(await again.open([{ ...(sealed[0] as (typeof sealed)[0]), subject: 'person-nobody' }], readerOf('person-nobody'))).toEqual([undefined]);
    });
  });

  describe('a keyring and its keys', () => {
    it('are refused when the keys are others, by name and with the remedy, and the keyring stays as it was', async () => {
      const keyring = await deployment.keyring();
      const sealed = await deployment.seal(keyring, maria, [{ part: 'words', value: 'a' }]);
      await keyring.close();
      const other = await newDeployment();
      await (await other.keyring()).close();
      await expect(deployment.keyring(other.folder)).rejects.toThrow(/has another .*Put back the keys of this deployment/);
      cpSync(join(deployment.folder, 'deployment.secret'), join(other.folder, 'deployment.secret'));
      await expect(deployment.keyring(other.folder)).rejects.toThrow('has another key-encryption key of epoch 1');
      await other.remove();
      expect(await (await deployment.keyring()).open(sealed, readerOf(maria))).toEqual(['a']);
    });

    it('are refused when an epoch is missing that the keyring was made with', async () => {
      await (await deployment.keyring()).close();
      writeFileSync(join(deployment.folder, 'key-encryption-2.key'), `${Buffer.alloc(32, 5).toString('base64url')}\n`, { mode: 0o600 });
      await (await deployment.keyring()).close();
      rmSync(join(deployment.folder, 'key-encryption-1.key'));
      await expect(deployment.keyring()).rejects.toThrow('has no key-encryption key of epoch 1');
    });
  });

  describe('what is derived', () => {
    it('are digests under the subject’s key or the deployment’s, the same after a restart', async () => {
      const keyring = await deployment.keyring();
      const digests = [
        await keyring.digest(undefined, '{}'),
        await keyring.digest(maria, '{}'),
        await keyring.digest(piero, '{}'),
        await keyring.digest(maria, '{"a":1}'),
      ];
      expect(new Set(digests).size).toBe(4);
      for (const digest of digests) expect(digest).toMatch(/^[\w-]{43}$/);
      await keyring.close();
      const again = await deployment.keyring();
      expect([await again.digest(undefined, '{}'), await again.digest(maria, '{}')]).toEqual(digests.slice(0, 2));
    });

    it('are ids of this deployment, and anonymous ones apart from them', async () => {
      const other = await newDeployment();
      const [keyring, elsewhere] = [await deployment.keyring(), await other.keyring()];
      expect(keyring.deriveUuid('plan', 'a')).toBe(keyring.deriveUuid('plan', 'a'));
      const ids = [
        keyring.deriveUuid('plan', 'a'),
        keyring.deriveUuid('plan', 'b'),
        keyring.deriveAnonymousUuid('plan', 'a'),
        elsewhere.deriveUuid('plan', 'a'),
      ];
      expect(new Set(ids).size).toBe(4);
      await other.remove();
    });
  });
};
