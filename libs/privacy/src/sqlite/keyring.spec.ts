import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { conformsAsKeyring } from '../conformance.ts';
import { readerOf } from '../conformance/deployment.ts';
import { DeploymentInAFolder } from './keyring-in-a-folder.ts';

conformsAsKeyring('SQLite', async () => new DeploymentInAFolder());

const maria = 'person-maria';
const piero = 'person-piero';
let deployment: DeploymentInAFolder;
beforeEach(() => {
  deployment = new DeploymentInAFolder();
});
afterEach(() => deployment.remove());

describe('the files of a keyring', () => {
  it('hold no plain text', async () => {
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

  it('are their owner’s alone', async () => {
    const keyring = await deployment.keyring();
    await deployment.seal(keyring, maria, [{ part: 'words', value: 'a' }]);
    for (const file of readdirSync(deployment.dataFolder)) expect(statSync(join(deployment.dataFolder, file)).mode & 0o077).toBe(0);
  });

  it('are refused when they are something else', async () => {
    const keyring = await deployment.keyring();
    await keyring.close();
    await deployment.behindItsBack('PRAGMA application_id = 7');
    await expect(deployment.keyring()).rejects.toThrow('is not a keyring of Patto');
    writeFileSync(deployment.file, 'something else that is long enough to be no database');
    await expect(deployment.keyring()).rejects.toThrow('cannot be used');
  });
});

describe('a write that fails', () => {
  it('answers nobody of its transaction, and the keyring takes no other until a restart', async () => {
    const keyring = await deployment.keyring();
    const before = await deployment.seal(keyring, piero, [{ part: 'words', value: 'before' }]);
    await deployment.behindItsBack(
      `CREATE TRIGGER fault AFTER INSERT ON subject_key WHEN NEW.subject = '${maria}' BEGIN SELECT RAISE(ROLLBACK, 'The disk is burning.'); END`,
    );
    const group = ['person-anna', maria, 'person-sara'].map((subject) => deployment.seal(keyring, subject, [{ part: 'words', value: 'a' }]));
    for (const one of await Promise.allSettled(group)) expect(one).toMatchObject({ status: 'rejected', reason: { code: 'authority-unavailable' } });
    await expect(deployment.seal(keyring, 'person-late', [{ part: 'words', value: 'a' }])).rejects.toMatchObject({ code: 'authority-unavailable' });
    expect(await keyring.open(before, readerOf(piero))).toEqual(['before']);
    await keyring.close();
    await deployment.behindItsBack('DROP TRIGGER fault');
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
