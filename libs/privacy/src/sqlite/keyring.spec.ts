import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { cpSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { AccessReceipt } from '../index.ts';
import { Deployment, readerOf } from './keyring-in-a-folder.ts';

const maria = 'person-maria';
const piero = 'person-piero';
let deployment: Deployment;
beforeEach(() => {
  deployment = new Deployment();
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
    deployment.behindItsBack(`UPDATE subject_key SET wrapped = NULL, destroyed_at = 1 WHERE subject = '${maria}'`);
    const again = await deployment.keyring();
    expect(await again.open(sealed, readerOf(maria, piero))).toEqual([undefined, 'b']);
    const neighbour = deployment.seal(again, 'person-sara', [{ part: 'words', value: 'c' }]);
    await expect(deployment.seal(again, maria, [{ part: 'words', value: 'd' }])).rejects.toMatchObject({ code: 'person-erased' });
    expect(await again.open(await neighbour, readerOf('person-sara'))).toEqual(['c']);
    expect(await again.open([{ ...(sealed[0] as (typeof sealed)[0]), subject: 'person-nobody' }], readerOf('person-nobody'))).toEqual([undefined]);
  });

  it('leaves no plain text in any file', async () => {
    const keyring = await deployment.keyring();
    const [name, taxCode, subject] = ['Canarina Piumagialla', 'CNRPMG85T10A562S', 'canary-login-subject'];
    const parts = [
      { part: 'name', value: name, find: 'name' as const },
      { part: 'taxCode', value: taxCode, find: 'tax-code' as const },
      { part: 'login', value: { issuer: 'https://canary.example', subject }, find: 'login' as const },
    ];
    const command = 'command-of-the-canary';
    await deployment.record(keyring, maria, parts, command);
    const search = async () => {
      for (const canary of [name, 'piumagialla', 'Canarina', taxCode, 'CNRPMG', subject, 'canary.example']) {
        expect(deployment.bytes().toString('latin1').toLowerCase()).not.toContain(canary.toLowerCase());
      }
    };
    await search();
    expect(await keyring.search({ name, taxCode })).toEqual([maria]);
    await search();
    expect(readdirSync(deployment.dataFolder)).toContain('keyring.sqlite-wal');
    expect(deployment.bytes().toString('latin1')).toContain(command); // The control: this search finds what is there.
    expect(deployment.bytes().toString('latin1')).toContain(maria);
  });

  it('keeps its files to their owner', async () => {
    const keyring = await deployment.keyring();
    await deployment.seal(keyring, maria, [{ part: 'words', value: 'a' }]);
    for (const file of readdirSync(deployment.dataFolder)) expect(statSync(join(deployment.dataFolder, file)).mode & 0o077).toBe(0);
  });
});

describe('a keyring and its keys', () => {
  it('are refused when the keys are others, by name and with the remedy, and the keyring stays as it was', async () => {
    const keyring = await deployment.keyring();
    const sealed = await deployment.seal(keyring, maria, [{ part: 'words', value: 'a' }]);
    await keyring.close();
    const other = new Deployment();
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

  it('are refused when the file is something else', async () => {
    const keyring = await deployment.keyring();
    await keyring.close();
    deployment.behindItsBack('PRAGMA application_id = 7');
    await expect(deployment.keyring()).rejects.toThrow('is not a keyring of Patto');
    writeFileSync(deployment.file, 'something else that is long enough to be no database');
    await expect(deployment.keyring()).rejects.toThrow('cannot be used');
  });
});

describe('a write that fails', () => {
  it('answers nobody of its transaction, and the keyring takes no other until a restart', async () => {
    const keyring = await deployment.keyring();
    const before = await deployment.seal(keyring, piero, [{ part: 'words', value: 'before' }]);
    deployment.behindItsBack(
      `CREATE TRIGGER fault AFTER INSERT ON subject_key WHEN NEW.subject = '${maria}' BEGIN SELECT RAISE(ROLLBACK, 'The disk is burning.'); END`,
    );
    const group = ['person-anna', maria, 'person-sara'].map((subject) => deployment.seal(keyring, subject, [{ part: 'words', value: 'a' }]));
    for (const one of await Promise.allSettled(group)) expect(one).toMatchObject({ status: 'rejected', reason: { code: 'authority-unavailable' } });
    await expect(deployment.seal(keyring, 'person-late', [{ part: 'words', value: 'a' }])).rejects.toMatchObject({ code: 'authority-unavailable' });
    expect(await keyring.open(before, readerOf(piero))).toEqual(['before']);
    await keyring.close();
    deployment.behindItsBack('DROP TRIGGER fault');
    expect(deployment.subjects()).toEqual([piero]);
    const again = await deployment.keyring();
    expect(await again.open(await deployment.seal(again, maria, [{ part: 'words', value: 'after' }]), readerOf(maria))).toEqual(['after']);
  });

  it('is only refused where another process writes for too long, and the next is taken', async () => {
    const keyring = await deployment.keyring();
    const other = new DatabaseSync(deployment.file);
    other.exec('BEGIN IMMEDIATE');
    await expect(deployment.seal(keyring, maria, [{ part: 'words', value: 'a' }])).rejects.toMatchObject({ code: 'authority-unavailable' });
    other.close();
    expect(await keyring.open(await deployment.seal(keyring, maria, [{ part: 'words', value: 'b' }]), readerOf(maria))).toEqual(['b']);
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
    const other = new Deployment();
    const [keyring, elsewhere] = [await deployment.keyring(), await other.keyring()];
    expect(keyring.deriveUuid('plan', 'a')).toBe(keyring.deriveUuid('plan', 'a'));
    const ids = [keyring.deriveUuid('plan', 'a'), keyring.deriveUuid('plan', 'b'), keyring.deriveAnonymousUuid('plan', 'a'), elsewhere.deriveUuid('plan', 'a')];
    expect(new Set(ids).size).toBe(4);
    await other.remove();
  });
});
