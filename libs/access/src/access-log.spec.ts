import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { CloudEvent } from '@patto/contracts';
import { type EventLog, openSqliteLog } from '@patto/event-store';
import { AccessReceipt } from '@patto/privacy/receipt';
import { type Documents, openSqliteDocuments } from '@patto/read-models';
import { fact, named } from '@patto/testing';
import { type AccessLog, type Disclosed, openAccessLog } from './access-log.ts';

const [maria, piero] = [named('person', 1), named('person', 2)];
const [sara, comune] = [named('operator', 1), named('organisation', 1)];
const affiliation = fact('affiliation', { actor: sara, organisation: comune, roles: ['operator'] });
const saraReads = (request = 'request-1'): Disclosed => ({
  reader: { by: { actor: sara, organisation: comune }, initiative: 'agency' },
  basis: [affiliation],
  purpose: 'care',
  dataCategories: ['plan'],
  request,
});

let folder: string;
let log: EventLog;
let documents: Documents;
let accessLog: AccessLog;
let now: number;

const open = async () => {
  log = openSqliteLog({ file: join(folder, 'accesses.sqlite'), onFatal: () => {} });
  documents = openSqliteDocuments({ file: join(folder, 'read-models.sqlite') });
  accessLog = await openAccessLog({ log, documents, clock: () => now });
};
const close = async () => {
  await log.close();
  await documents.close();
};
const recorded = async (): Promise<CloudEvent[]> => {
  const all: CloudEvent[] = [];
  for await (const { event } of log.readAll()) all.push(event);
  return all;
};

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'patto-accesses-'));
  now = Date.parse('2027-03-01T12:00:00Z');
  await open();
});
afterEach(async () => {
  await close();
  rmSync(folder, { recursive: true });
});

describe('showing personal content', () => {
  it('is recorded in one stream for the response, one event for each person, with what was opened of each', async () => {
    await accessLog.shows(saraReads(), [
      { person: maria, fields: ['name', 'words'] },
      { person: piero, fields: ['name'] },
    ]);
    const events = await recorded();
    expect(new Set(events.map(({ subject }) => subject)).size).toBe(1);
    expect(events.map(({ type, revision, data }) => [type, revision, data.person, data.fields])).toEqual([
      ['patto.accountability.PersonalDataRead.v1', 1, maria, ['name', 'words']],
      ['patto.accountability.PersonalDataRead.v1', 2, piero, ['name']],
    ]);
    expect(events[0]).toMatchObject({
      source: '/services/accountability',
      time: '2027-03-01T12:00:00.000Z',
      authid: sara,
      data: {
        by: { actor: sara, organisation: comune },
        purpose: 'care',
        dataCategories: ['plan'],
        request: 'request-1',
        basedOn: [`${affiliation.stream}@1`],
      },
    });
  });

  it('gives a receipt only when the record is on disk, for these persons and nobody else', async () => {
    const receipt = await accessLog.shows(saraReads(), [{ person: maria, fields: ['name'] }]);
    const disk = ['accesses.sqlite', 'accesses.sqlite-wal'].map((name) => readFileSync(join(folder, name), 'latin1')).join('');
    expect(disk).toContain(receipt.record);
    expect(AccessReceipt.covers(receipt, maria)).toBe(true);
    expect(AccessReceipt.covers(receipt, piero)).toBe(false);
  });

  it('is not possible where nothing can be recorded', async () => {
    await log.close();
    await expect(accessLog.shows(saraReads(), [{ person: maria, fields: ['name'] }])).rejects.toMatchObject({ code: 'authority-unavailable' });
  });

  it('is recorded each time, also for the same request', async () => {
    await Promise.all(Array.from({ length: 10 }, () => accessLog.shows(saraReads(), [{ person: maria, fields: ['name'] }])));
    expect(await recorded()).toHaveLength(10);
  });

  it('is recorded also where a list rests on more facts than a record can name', async () => {
    const basis = Array.from({ length: 5_000 }, (_, index) => fact('support', { person: maria, supporter: piero }, named('network', index)));
    await accessLog.shows({ ...saraReads(), basis: [affiliation, ...basis] }, [{ person: maria, fields: ['name'] }]);
    const [{ data }] = (await recorded()) as [CloudEvent];
    expect(data.basedOn).toHaveLength(200);
    expect(data.basedOn[0]).toBe(`${affiliation.stream}@1`);
  });

  it('of nobody leaves no record, and a receipt that opens nothing', async () => {
    const receipt = await accessLog.shows(saraReads(), []);
    expect(AccessReceipt.covers(receipt, maria)).toBe(false);
    expect(await recorded()).toEqual([]);
  });
});

describe('refusing personal content', () => {
  it('is recorded with its code, also where it is not known whose it is', async () => {
    await accessLog.refuses(saraReads(), 'not-a-recipient', [maria]);
    await accessLog.refuses(saraReads(), 'not-found', []);
    expect((await recorded()).map(({ type, data }) => [type, data.person, data.code])).toEqual([
      ['patto.accountability.ReadRefused.v1', maria, 'not-a-recipient'],
      ['patto.accountability.ReadRefused.v1', undefined, 'not-found'],
    ]);
  });
});

describe('the accesses of a person', () => {
  it('are told newest first: who, for whom, when, why and on what, and nothing of other persons', async () => {
    await accessLog.shows(saraReads(), [
      { person: maria, fields: ['name'] },
      { person: piero, fields: ['words'] },
    ]);
    now += 60_000;
    await accessLog.refuses(saraReads('request-2'), 'not-a-recipient', [maria]);
    const common = {
      person: maria,
      by: { actor: sara, organisation: comune },
      purpose: 'care',
      dataCategories: ['plan'],
      basedOn: [`${affiliation.stream}@1`],
    };
    const { items } = await accessLog.accessesOf(maria);
    expect(items.map(({ id: _, ...access }) => access)).toEqual([
      { ...common, outcome: 'refused', code: 'not-a-recipient', at: '2027-03-01T12:01:00.000Z', position: 2, request: 'request-2' },
      { ...common, outcome: 'shown', fields: ['name'], at: '2027-03-01T12:00:00.000Z', position: 0, request: 'request-1' },
    ]);
  });

  it('are told page by page', async () => {
    for (let count = 0; count < 5; count += 1) await accessLog.shows(saraReads(`request-${count}`), [{ person: maria, fields: [] }]);
    const seen: string[] = [];
    let before: number | undefined = Number.MAX_SAFE_INTEGER;
    while (before !== undefined) {
      const page = await accessLog.accessesOf(maria, { limit: 2, before });
      seen.push(...page.items.map(({ request }) => request));
      before = page.next;
    }
    expect(seen).toEqual(['request-4', 'request-3', 'request-2', 'request-1', 'request-0']);
  });

  it('are the same after a restart, and after their index was lost', async () => {
    for (let count = 0; count < 3; count += 1) await accessLog.shows(saraReads(`request-${count}`), [{ person: maria, fields: ['name'] }]);
    const before = await accessLog.accessesOf(maria);
    await close();
    await open();
    expect(await accessLog.accessesOf(maria)).toEqual(before);
    await close();
    for (const end of ['', '-wal', '-shm']) rmSync(join(folder, `read-models.sqlite${end}`), { force: true });
    await open();
    expect(await accessLog.accessesOf(maria)).toEqual(before);
  });
});
