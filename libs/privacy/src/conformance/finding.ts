import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Rejection } from '@patto/contracts';
import type { Keyring } from '../keyring.ts';
import type { Deployment, NewDeployment } from './deployment.ts';

const [maria, piero] = ['person-maria', 'person-piero'];
const CODE = 'RSSMRA85T10A562S';
const named = (value: string) => ({ part: 'name', value, find: 'name' as const });
const coded = (value: string) => ({ part: 'taxCode', value, find: 'tax-code' as const });
const login = (subject: string) => ({ part: 'login', value: { issuer: 'https://id.example', subject }, find: 'login' as const });
const verdict = (sealing: Promise<unknown>): Promise<string> =>
  sealing.then(
    () => 'sealed',
    (error) => (error instanceof Rejection ? error.code : String(error)),
  );

/** Who is found by what, and to whom a tax code or login belongs. */
export const finding = (newDeployment: NewDeployment): void => {
  let deployment: Deployment;
  let keyring: Keyring;
  beforeEach(async () => {
    deployment = await newDeployment();
    keyring = await deployment.keyring();
  });
  afterEach(() => deployment.remove());

  describe('finding a person', () => {
    it('takes all words of a name, in any order, case and accent, and none that is not there', async () => {
      await deployment.record(keyring, maria, [named('Maria Niccolò Rossi')]);
      await deployment.record(keyring, piero, [named('Piero Rossi')]);
      expect(await keyring.search({ name: 'ROSSI' })).toEqual([maria, piero]);
      expect(await keyring.search({ name: 'rossi, niccolo' })).toEqual([maria]);
      expect(await keyring.search({ name: 'Maria Bianchi' })).toEqual([]);
      expect(await keyring.search({ name: 'Ros' })).toEqual([]);
    });

    it('takes a tax code in all its forms, and the name with it', async () => {
      await deployment.record(keyring, maria, [named('Maria Rossi'), coded(CODE)]);
      expect(await keyring.search({ taxCode: 'rssmra 85t10 a562s' })).toEqual([maria]);
      expect(await keyring.search({ taxCode: 'RSSMRA85T10A56NS' })).toEqual([maria]);
      expect(await keyring.search({ taxCode: 'RSSMRA85T10A56NH' })).toEqual([maria]); // As it is really issued: the check letter changes with the digit.
      expect(await keyring.search({ taxCode: CODE, name: 'maria' })).toEqual([maria]);
      expect(await keyring.search({ taxCode: CODE, name: 'piero' })).toEqual([]);
      expect(await keyring.search({ taxCode: 'RSSMRA85T10A563S' })).toEqual([]);
    });

    it('finds nobody by nothing', async () => {
      await deployment.record(keyring, maria, [named('Maria Rossi'), coded(CODE)]);
      for (const nothing of [{}, { name: '' }, { name: ' -2 ' }, { taxCode: '' }, { taxCode: CODE, name: '!' }])
        expect(await keyring.search(nothing)).toEqual([]);
    });

    it('finds only who is recorded, from when that is so', async () => {
      await deployment.seal(keyring, maria, [named('Maria'), login('sub-1')], 'command-1');
      expect(await keyring.search({ name: 'Maria' })).toEqual([]);
      expect(await keyring.subjectOfLogin('https://id.example', 'sub-1')).toBeUndefined();
      deployment.log.add(`${maria} command-1`);
      expect(await keyring.subjectOfLogin('https://id.example', 'sub-1')).toBe(maria);
      expect(await keyring.search({ name: 'Maria' })).toEqual([maria]);
      expect(await keyring.subjectOfLogin('https://other.example', 'sub-1')).toBeUndefined();
    });

    it('asks the log nothing about what was said to be settled, and still knows it after a restart', async () => {
      await deployment.seal(keyring, maria, [named('Maria'), login('sub-1')], 'command-1');
      keyring.settle('command-1');
      keyring.settle('command-of-which-nothing-is-known');
      expect(await keyring.search({ name: 'Maria' })).toEqual([maria]);
      await deployment.seal(keyring, piero, [named('Piero')], 'command-2');
      keyring.settle('command-2');
      await keyring.close();
      const again = await deployment.keyring();
      expect(await again.search({ name: 'Piero' })).toEqual([piero]);
      expect(await again.subjectOfLogin('https://id.example', 'sub-1')).toBe(maria);
    });

    it('does not answer from memory once a login was claimed, linked, moved or taken away, by whom it may be', async () => {
      const ownerOf = (subject: string) => keyring.subjectOfLogin('https://id.example', subject);
      const again = await deployment.keyring();
      expect(await ownerOf('old')).toBeUndefined();
      await deployment.record(again, maria, [login('old')]); // By another process, and not settled.
      expect(await ownerOf('old')).toBe(maria);
      expect(await ownerOf('new')).toBeUndefined();
      await deployment.seal(keyring, maria, [login('new')], 'correction');
      expect([await ownerOf('old'), await ownerOf('new')]).toEqual([maria, undefined]);
      deployment.log.add(`${maria} correction`);
      keyring.settle('correction');
      expect([await ownerOf('old'), await ownerOf('new')]).toEqual([undefined, maria]);
      await deployment.behindItsBack("DELETE FROM found_by WHERE kind = 'login'");
      expect(await ownerOf('new')).toBeUndefined();
    });

    it('takes corrected details in place of the former ones once they are recorded, kind by kind', async () => {
      await deployment.record(keyring, maria, [named('Maria Rossi'), coded(CODE), login('old')]);
      expect(await keyring.search({ name: 'Rossi' })).toEqual([maria]);
      await deployment.seal(keyring, maria, [named('Maria Verdi'), login('new')], 'correction');
      expect(await keyring.search({ name: 'Rossi' })).toEqual([maria]);
      expect(await keyring.search({ name: 'Verdi' })).toEqual([]);
      deployment.log.add(`${maria} correction`);
      expect(await keyring.subjectOfLogin('https://id.example', 'old')).toBeUndefined();
      expect(await keyring.subjectOfLogin('https://id.example', 'new')).toBe(maria);
      expect(await keyring.search({ name: 'Rossi' })).toEqual([]);
      expect(await keyring.search({ name: 'Maria Verdi', taxCode: CODE })).toEqual([maria]);
    });

    it('settles two corrections in the order in which they were made', async () => {
      await deployment.record(keyring, maria, [named('Verdi')], 'z-first');
      deployment.now += 1;
      await deployment.record(keyring, maria, [named('Bianchi')], 'a-second');
      expect(await keyring.search({ name: 'Bianchi' })).toEqual([maria]);
      expect(await keyring.search({ name: 'Verdi' })).toEqual([]);
    });
  });

  describe('a tax code or login', () => {
    it.each([
      ['tax code', coded(CODE), coded('RSSMRA85T10A56NS')],
      ['login', login('sub-1'), login('sub-1')],
    ])('belongs to one person: %s', async (_, first, second) => {
      await deployment.record(keyring, maria, [first]);
      expect(await verdict(deployment.seal(keyring, piero, [named('Piero'), second]))).toBe('already-registered');
      expect(await verdict(deployment.seal(keyring, maria, [second]))).toBe('sealed');
      expect(await keyring.search({ name: 'Piero' })).toEqual([]);
    });

    it('tells two people apart whose codes differ by omocodia as it is issued', async () => {
      await deployment.record(keyring, maria, [coded(CODE)]);
      expect(await verdict(deployment.record(keyring, piero, [coded('RSSMRA85T10A56NH')]))).toBe('sealed');
      expect(await keyring.search({ taxCode: CODE })).toEqual([maria, piero]);
    });

    it('goes to exactly one of many who want it at once, in two processes', async () => {
      const keyrings = [keyring, await deployment.keyring()];
      const race = Array.from({ length: 64 }, (_, index) => verdict(deployment.seal(keyrings[index % 2] as Keyring, `person-${index}`, [coded(CODE)])));
      const verdicts = await Promise.all(race);
      expect(verdicts.filter((one) => one === 'sealed')).toHaveLength(1);
      expect(verdicts.filter((one) => one === 'already-registered')).toHaveLength(63);
    });

    it('is not given to two subjects of one command', async () => {
      const both = [maria, piero].map((subject) => ({ ...coded(CODE), subject }));
      expect(await verdict(keyring.seal({ id: 'event-1', type: 'patto.persons.PersonRegistered.v1', stream: maria }, both, 'command-1'))).toBe(
        'already-registered',
      );
      const apart = [maria, piero].map((subject) => verdict(deployment.seal(keyring, subject, [coded(CODE)], 'command-2')));
      expect((await Promise.all(apart)).sort()).toEqual(['already-registered', 'sealed']);
    });

    it('is free again a minute after a command that did not arrive, not earlier, also when the clock was set back', async () => {
      await deployment.seal(keyring, maria, [named('Maria'), coded(CODE)]);
      deployment.now += 60_000;
      expect(await verdict(deployment.seal(keyring, piero, [coded(CODE)]))).toBe('already-registered');
      deployment.now += 1;
      expect(await verdict(deployment.seal(keyring, piero, [coded(CODE)]))).toBe('sealed');
      deployment.now -= 3_600_000;
      expect(await verdict(deployment.seal(keyring, maria, [coded(CODE)]))).toBe('sealed');
    });

    it('is not free when the command arrived and nobody said so, however long ago', async () => {
      await deployment.record(keyring, maria, [coded(CODE)]);
      await keyring.close();
      const again = await deployment.keyring();
      deployment.now += 3_600_000;
      expect(await verdict(deployment.seal(again, piero, [coded(CODE)]))).toBe('already-registered');
      expect(await again.search({ taxCode: CODE })).toEqual([maria]);
    });

    it('stays with its command for as long as that is tried again', async () => {
      for (let attempt = 0; attempt < 3; attempt += 1) {
        expect(await verdict(deployment.seal(keyring, maria, [coded(CODE)], 'command-1'))).toBe('sealed');
        deployment.now += 45_000;
        expect(await verdict(deployment.seal(keyring, piero, [coded(CODE)]))).toBe('already-registered');
      }
    });

    it('stays with a command that comes again in the very moment when its claim would be given up', async () => {
      await deployment.seal(keyring, maria, [coded(CODE)], 'command-1');
      deployment.now += 60_001;
      deployment.meanwhile = () => deployment.seal(keyring, maria, [coded(CODE)], 'command-1');
      expect(await verdict(deployment.seal(keyring, piero, [coded(CODE)]))).toBe('already-registered');
    });

    it('is free for others once its owner’s was corrected, also when nobody said so', async () => {
      await deployment.record(keyring, maria, [coded(CODE)]);
      expect(await keyring.search({ taxCode: CODE })).toEqual([maria]);
      await deployment.record(keyring, maria, [coded('RSSMRA85T50A562W')]);
      expect(await verdict(deployment.record(keyring, piero, [coded(CODE)]))).toBe('sealed');
      expect(await keyring.search({ taxCode: CODE })).toEqual([piero]);
      expect(await verdict(deployment.seal(keyring, piero, [coded('RSSMRA85T50A562W')]))).toBe('already-registered');
    });
  });
};
