import { beforeAll, describe, expect, it } from '@jest/globals';
import { connect } from '@patto/postgres';
import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { asking, startPatto } from '../../services/cli/src/testing/patto-child.ts';
import { type Does, PUBLIC, plant, planted, type Reads } from '../../services/cli/src/testing/planting.ts';
import { backUp, restore } from './backup.ts';
import type { RealEngines } from './engines.ts';
import { startTold } from './processes.ts';
import { type Loot, opened, sealedPartsIn } from './thief.ts';
import type { ToldDeployment } from './told.ts';
import { databaseOf, readAll, type WhatLies, wordsIn } from './what-lies.ts';

/** Some fifty requests, a backup and its restore, and a start of two services, on two shared cores. */
const SLOW_MS = 240_000;

/** What the story says of people, each in a personal member, and none so short that sealed text could say it by chance. */
const OF_THE_STORY = ['1945-04-12', 'Since the fall', 'Walks, not errands', 'Thursday market', 'every morning', 'cheese stall', 'My nephew'];

/** A deployment that the story was told in, and somebody of it who is not erased. */
export interface ToldToTheEnd {
  readonly told: ToldDeployment;
  readonly somebody: string;
}

/**
 * Plants a word in every personal field, erases whom they are about, stops the four and rotates the keys: then nothing lies there in clear, and nothing
 * opens, whatever comes back from a backup but the key that was destroyed.
 */
export const staysErased = (engines: RealEngines, deployment: () => ToldToTheEnd): void =>
  describe('a person of whom a word was planted in every personal field', () => {
    const { folder, settingsOf } = engines;
    const settings = settingsOf('persons');
    const now: Loot = { keyring: settings['PATTO_KEYRING_URL'] ?? '', keys: settings['PATTO_KEYS'] ?? '' };
    const dump = join(folder, 'backup', 'database.dump');
    /** The keys folder from before the rotation, which no backup of the data holds. */
    const keysBefore = join(folder, 'backup', 'keys');
    let person: string;
    let openedBefore: Readonly<Record<'postgres' | 'mongo', string>>;
    let before: WhatLies;
    let after: WhatLies;

    beforeAll(async () => {
      const { told } = deployment();
      const ask = asking(told.url, folder);
      let position = 0;
      const accepted = async (as: string, route: string, body?: object, headers?: Readonly<Record<string, string>>) => {
        const answer = await ask(as, route, body, headers);
        if (answer.status >= 300) throw new Error(`${as} at ${route}: ${answer.status} ${JSON.stringify(answer.body)}`);
        return answer.body;
      };
      const does: Does = async (as, path, body = {}, headers = {}) => {
        const { id, position: at } = await accepted(as, `POST ${path}`, body, headers);
        position = at;
        return id;
      };
      const reads: Reads = (as, route, body) => accepted(as, route, body, { 'patto-min-position': String(position) });

      person = await plant(does, reads);
      await told.idle();
      before = await readAll(engines);
      openedBefore = { postgres: await opened(now, before.postgres, person), mongo: await opened(now, before.mongo, person) };
      mkdirSync(join(folder, 'backup'));
      await backUp(databaseOf(engines), dump);
      cpSync(now.keys, keysBefore, { recursive: true });

      await does('administrator', `/persons/${person}/erasure`, { ground: 'objection' });
      await told.idle();
      await told.close();
      expect(await startPatto(['keys', 'rotate'], settings).ended).toMatchObject({ code: 0 });
      after = await readAll(engines);
    }, SLOW_MS);

    it('could be read from the log and from read models before the erasure, which is the control', () => {
      const fields = ['RosaGiven', 'Need', 'Goal', 'Commitment', 'Objection', 'Voice', 'Finding', 'Barrier', 'LastWords', 'Annotation', 'Record', 'NewContact'];
      for (const field of fields) expect(openedBefore.postgres).toContain(`Zyqx${field}Wvk`);
      expect(openedBefore.mongo).toContain('ZyqxNewGivenWvk');
    });

    it('stands in clear in no row, document or message, in no write-ahead log and in no line of a log, before and after', () => {
      const said = [deployment().told.said()];
      expect(planted.size).toBeGreaterThan(40);
      for (const [place, texts] of Object.entries<readonly string[]>({ ...after, said, mongoBefore: before.mongo, postgresBefore: before.postgres })) {
        expect([place, wordsIn(texts, [...planted, ...OF_THE_STORY])]).toEqual([place, []]);
      }
      // The looking works.
      for (const texts of [after.postgres, after.mongo, after.kafka, after.writtenAhead]) expect(wordsIn(texts, [PUBLIC, 'care-at-home'])).not.toEqual([]);
      expect(wordsIn(said, ['"status":201'])).not.toEqual([]);
      expect(after.kafka.filter((text) => text.includes('"personal"'))).toEqual([]); // What is told leaves out even what is sealed.
    });

    it('opens no more, of all that lies there and of the log and the read models of a backup; another does', async () => {
      expect(sealedPartsIn(after.postgres, person).length).toBeGreaterThan(15);
      for (const texts of [after.postgres, after.mongo, before.postgres, before.mongo]) expect(await opened(now, texts, person)).toBe('');
      expect(await opened(now, before.postgres, deployment().somebody)).toContain('Costa');
    });

    it(
      'opens no more with the keyring of a backup either: nothing starts with it, and no key that is left unwraps any in it',
      async () => {
        const restored = await engines.postgres.database();
        await restore(dump, restored);
        const there = (url: string | undefined): string => Object.assign(new URL(url ?? ''), { pathname: new URL(restored).pathname }).href;
        const keyring = there(now.keyring);
        expect(await opened({ keyring, keys: keysBefore }, before.postgres, person)).toBe(openedBefore.postgres); // The control: with the destroyed key it would.

        const back = { ...settings, PATTO_EVENT_STORE_URL: there(settings['PATTO_EVENT_STORE_URL']), PATTO_KEYRING_URL: keyring };
        await expect(startTold('persons', back)).rejects.toThrow('has no key-encryption key of epoch 1');

        const byHand = await connect({ url: restored, name: 'thief' });
        await byHand.run('DELETE FROM keyring.made_with; UPDATE keyring.subject_key SET epoch = 2').finally(() => byHand.close());
        for (const whose of [person, deployment().somebody]) {
          await expect(opened({ keyring, keys: now.keys }, before.postgres, whose)).rejects.toThrow(`The key of ${whose} does not open`);
        }
      },
      SLOW_MS,
    );

    it(
      'is erased for good at the next start after the rotation, and that is on record',
      async () => {
        const accountability = await startTold('accountability', settingsOf('accountability'));
        await accountability.ask('idle');
        const { body } = await asking(accountability.url, folder)('administrator', `GET /persons/${person}/retention`);
        await accountability.close();
        expect(body).toMatchObject({ ground: 'objection', epoch: 1, erasedAt: expect.any(String), completedAt: expect.any(String) });
      },
      SLOW_MS,
    );
  });
