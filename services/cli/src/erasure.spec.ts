import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Ask, asking, type Environment, type PattoChild, settingsIn, startPatto } from './testing/patto-child.ts';

const TIMEOUT_MS = 180_000; // Some six starts, one of them with its seed, on two shared cores.
const PAUSE_MS = 50;
/** A kill may come when all is done already; so often it is tried to come between order and receipt, and so often is enough. */
const MOST_KILLS = 12;
const ENOUGH_KILLS = 2;
const AREA = 'valcurta';
const GIVEN = 'Zyqxgivenwvk';
const BIRTH_DATE = '1903-11-29';
const TAX_CODE = 'ZQXWKV46C42L219X';

const folder = mkdtempSync(join(tmpdir(), 'patto-erasure-'));
const settings: Environment = settingsIn(folder);
const at = (name: string) => join(folder, name);
let running: PattoChild | undefined;

/** Starts Patto over the folder; how to ask it. */
const up = async (): Promise<{ readonly ask: Ask; readonly url: string }> => {
  running = startPatto(['up'], settings);
  const url = await running.ready;
  return { ask: asking(url, folder), url };
};
const down = async (signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM') => {
  const ended = await running?.stop(signal);
  running = undefined;
  return ended;
};
const run = (args: readonly string[], more: Environment = {}) => startPatto(args, { ...settings, ...more }).ended;
const personsFound = async (ask: Ask, position: number) =>
  (await ask('sara', 'POST /person-searches', { name: GIVEN }, { 'patto-min-position': String(position) })).body.items.length;

/** The wrapped key of a person as it lies in a keyring's file. */
const wrappedKeyIn = (data: string, person: string): Buffer | undefined => {
  const database = new DatabaseSync(join(data, 'keyring.sqlite'), { readOnly: true });
  const row = database.prepare('SELECT wrapped FROM subject_key WHERE subject = ?').get(person);
  database.close();
  return row?.['wrapped'] ? Buffer.from(row['wrapped'] as Uint8Array) : undefined;
};

const filesWith = (bytes: Buffer): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && readFileSync(join(entry.parentPath, entry.name)).includes(bytes))
    .map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1))
    .filter((name) => name.startsWith('data/') || name.startsWith('keys/'));

/** How many receipts the log has of a person. */
const receiptsOf = (person: string): number => {
  const database = new DatabaseSync(join(at('data'), 'events.sqlite'), { readOnly: true });
  const rows = database.prepare("SELECT body FROM event WHERE body LIKE '%PersonalDataErased%' AND body LIKE ?").all(`%${person}%`);
  database.close();
  return rows.length;
};
const expectReceipt = async (person: string): Promise<void> => {
  for (let waited = 0; receiptsOf(person) === 0; waited += PAUSE_MS) {
    expect(waited).toBeLessThan(TIMEOUT_MS / 4);
    await delay(PAUSE_MS);
  }
};

describe('a person whose content is erased', () => {
  let person: string;
  let wrapped: Buffer;
  let position = 0;
  const withoutCode = { area: AREA, capacity: 'adult', name: { given: GIVEN, family: 'Canarino' }, birthDate: BIRTH_DATE };
  const body = { ...withoutCode, taxCode: TAX_CODE };

  beforeAll(async () => {
    const { ask } = await up();
    const registered = await ask('sara', 'POST /persons', body);
    person = registered.body.id;
    position = registered.body.position;
    expect(await personsFound(ask, position)).toBe(1);
    await down();
    cpSync(at('data'), at('backup'), { recursive: true });
    cpSync(at('keys'), at('backup-keys'), { recursive: true });
    wrapped = wrappedKeyIn(at('data'), person) as Buffer;
    expect(filesWith(wrapped)).toEqual(['data/keyring.sqlite']);
  }, TIMEOUT_MS);

  afterAll(async () => {
    await down('SIGKILL');
    rmSync(folder, { recursive: true });
  });

  it(
    'is erased by command, with a receipt, is found by nobody, and their key lies in no file; a held one is not',
    async () => {
      const { ask, url } = await up();
      const hold = await ask('administrator', `POST /persons/${person}/legal-holds`, { ground: 'inspection' });
      expect(hold.status).toBe(201);
      const erase = ['erase', '--person', person, '--ground', 'no-longer-needed'];
      expect(await run(erase, { PATTO_URL: url })).toMatchObject({ code: 1, err: expect.stringContaining('held: inspection') });
      const [{ hold: id }] = (await ask('administrator', `GET /persons/${person}/retention`, undefined, minPosition(hold))).body.holds;
      expect((await ask('administrator', `POST /persons/${person}/legal-holds/${id}/lifting`, {})).status).toBeLessThan(300);
      expect((await ask('elena', `POST /persons/${person}/erasure`, { ground: 'unlawful' })).status).toBe(403);

      expect(await run(erase, { PATTO_URL: url })).toMatchObject({ code: 0, out: expect.stringContaining('Erased') });
      expect(await run(erase, { PATTO_URL: url })).toMatchObject({ code: 1, err: expect.stringContaining('ordered before') });
      expect(await personsFound(ask, position)).toBe(0);
      expect((await ask('sara', `POST /persons/${person}/external-records`, { system: 'registry', record: 'x' })).status).toBe(403);
      expect(await run(['verify', url])).toMatchObject({ code: 0 });
      expect((await ask('sara', 'POST /persons', body)).status).toBe(201); // The tax code is free again.
      await down();
      expect(filesWith(wrapped)).toEqual([]);
      expect(await run(['verify', at('data')])).toMatchObject({ code: 0 });
    },
    TIMEOUT_MS,
  );

  it(
    'is erased also where Patto is killed right after the order: the order is on record, and the next start does the rest, once',
    async () => {
      let between = 0;
      for (let tries = 0; tries < MOST_KILLS && between < ENOUGH_KILLS; tries += 1) {
        const { ask } = await up();
        const { id } = (await ask('sara', 'POST /persons', withoutCode)).body;
        expect((await ask('administrator', `POST /persons/${id}/erasure`, { ground: 'objection' })).status).toBe(201);
        await down('SIGKILL');
        if (receiptsOf(id) === 0) between += 1;
        await up();
        await expectReceipt(id);
        await down();
        expect(wrappedKeyIn(at('data'), id)).toBeUndefined();
        expect(receiptsOf(id)).toBe(1);
      }
      expect(between).toBeGreaterThan(0);
    },
    TIMEOUT_MS,
  );

  it(
    'stays erased where the keyring comes back from a backup, since erasures on record are applied before anything is opened',
    async () => {
      for (const file of ['keyring.sqlite']) cpSync(join(at('backup'), file), join(at('data'), file));
      expect(wrappedKeyIn(at('data'), person)).toEqual(wrapped);
      await up();
      await down('SIGKILL');
      expect(wrappedKeyIn(at('data'), person)).toBeUndefined();
    },
    TIMEOUT_MS,
  );

  it(
    'is erased for good once keys are rotated: a backup of everything but the old key does not open, and with it, which is the control, it would',
    async () => {
      await up();
      expect(await run(['keys', 'rotate'])).toMatchObject({ code: 78, err: expect.stringContaining('in use by another process') });
      await down();
      expect(await run(['keys', 'rotate'])).toMatchObject({ code: 0, out: expect.stringContaining('Epoch 2') });
      const { ask } = await up();
      const told = await ask('administrator', `GET /persons/${person}/retention`, undefined, { 'patto-min-position': String(position) });
      expect(told.body).toMatchObject({ ground: 'no-longer-needed', epoch: 1, completedAt: expect.any(String) });
      await down();

      rmSync(at('data'), { recursive: true });
      cpSync(at('backup'), at('data'), { recursive: true });
      expect(await run(['up'])).toMatchObject({ code: 78, err: expect.stringContaining('has no key-encryption key of epoch 1') });
      rmSync(at('keys'), { recursive: true });
      cpSync(at('backup-keys'), at('keys'), { recursive: true });
      expect(await personsFound((await up()).ask, position)).toBe(1);
    },
    TIMEOUT_MS,
  );
});

const minPosition = ({ body }: { readonly body: { readonly position: number } }): Environment => ({ 'patto-min-position': String(body.position) });
