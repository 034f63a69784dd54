import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openSqliteLog } from '@patto/event-store';
import { openKeyring, openKeys, type SealedPart } from '@patto/privacy';
import { issueReceipt } from '@patto/privacy/receipt';
import { asking, type PattoChild, settingsIn, startPatto } from './testing/patto-child.ts';
import { type Does, plant, planted, type Reads } from './testing/planting.ts';

const TIMEOUT_MS = 240_000; // Two starts, one of them with its seed, and some fifty requests, on two shared cores.

/** Opens whatever the files of a deployment can open of one person, as a thief of both folders would. */
const openable = async (folder: string, person: string): Promise<readonly string[]> => {
  const at = (name: string) => join(folder, 'data', name);
  const log = openSqliteLog({ file: at('events.sqlite'), onFatal: () => undefined });
  const keys = openKeys({ folder: join(folder, 'keys'), dataFolder: join(folder, 'data'), environment: {} });
  const keyring = await openKeyring({ file: at('keyring.sqlite'), keys, recorded: async () => true });
  try {
    const parts: SealedPart[] = [];
    for await (const { event, type } of log.readAll()) {
      for (const sealed of event.data.personal ?? []) if (sealed.subject === person) parts.push({ ...sealed, event: event.id, type });
    }
    expect(parts.length).toBeGreaterThan(15);
    const values = await keyring.open(parts, issueReceipt('access-of-a-thief', [person]));
    return values.filter((value) => value !== undefined).map((value) => JSON.stringify(value));
  } finally {
    await keyring.close();
    await log.close();
  }
};

describe('what was planted in every personal field of one person', () => {
  const folder = mkdtempSync(join(tmpdir(), 'patto-erased-'));
  const backup = join(folder, 'backup');
  let child: PattoChild;
  let person: string;

  beforeAll(async () => {
    child = startPatto(['up'], settingsIn(folder));
    const ask = asking(await child.ready, folder);
    let position = 0;
    const does: Does = async (as, path, body = {}, headers = {}) => {
      const { status, body: told } = await ask(as, `POST ${path}`, body, headers);
      if (status >= 300) throw new Error(`${as} at ${path}: ${status} ${JSON.stringify(told)}`);
      position = told.position;
      return told.id;
    };
    const reads: Reads = async (as, route, body) => (await ask(as, route, body, { 'patto-min-position': String(position) })).body;
    person = await plant(does, reads);
    await child.stop('SIGTERM');
    for (const name of ['data', 'keys']) cpSync(join(folder, name), join(backup, name), { recursive: true });
    child = startPatto(['up'], settingsIn(folder));
    await child.ready;
    expect((await startPatto(['erase', '--person', person, '--ground', 'objection'], { ...settingsIn(folder), PATTO_URL: await child.ready }).ended).code).toBe(
      0,
    );
    await child.stop('SIGTERM');
  }, TIMEOUT_MS);
  afterAll(async () => {
    await child?.stop('SIGKILL');
    rmSync(folder, { recursive: true });
  });

  it('opened before the erasure, which is the control', async () => {
    const opened = (await openable(backup, person)).join('\n');
    const fields = ['RosaGiven', 'Need', 'Goal', 'Commitment', 'Objection', 'Voice', 'Finding', 'Barrier', 'LastWords', 'Annotation', 'Record', 'NewContact'];
    for (const field of fields) expect(opened).toContain(`Zyqx${field}Wvk`);
    expect([...planted].filter((word) => opened.includes(word)).length).toBeGreaterThan(15);
  });

  it('opens no more, with all that the folders have', async () => expect(await openable(folder, person)).toEqual([]));

  it('opens no more where log and read models come back from the backup', async () => {
    for (const name of ['events.sqlite', 'read-models.sqlite', 'accesses.sqlite']) cpSync(join(backup, 'data', name), join(folder, 'data', name));
    expect(await openable(folder, person)).toEqual([]);
  });
});
