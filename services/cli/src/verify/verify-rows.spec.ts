import { cpSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DatabaseSync } from 'node:sqlite';
import { byHand, flip, randoms, SealedFolder } from '../testing/sealed-folder.ts';
import { type Report, verifyFolder } from './index.ts';

const SIZE = 600;
const INSTANCES = 8; // of each kind of damage, at places that differ
const folder = new SealedFolder();
const random = randoms(7);
let yesterday = '';

beforeAll(async () => {
  await folder.recordTo(300);
  await folder.seal();
  await folder.close();
  yesterday = folder.copy();
  await folder.recordTo(SIZE);
  await folder.seal();
  await folder.close();
}, 60_000);
afterAll(() => folder.remove());

const verify = (data: string): Promise<Report> => verifyFolder(data, { key: folder.key.verifierKey });
const found = ({ findings, logs }: Report) => [...findings, ...(logs.events?.rules.findings ?? [])];
const positionsOf = (report: Report): number[] => found(report).flatMap(({ position, lastPosition }) => [position ?? [], lastPosition ?? []].flat());

/** Changes the rows of fresh copies, at another position each time. */
const eachTime = async (change: (database: DatabaseSync, position: number) => void, see: (report: Report, position: number) => void): Promise<void> => {
  for (let instance = 0; instance < INSTANCES; instance++) {
    const data = folder.copy();
    const position = random(SIZE - 3) + 1;
    byHand(data, (database) => change(database, position));
    const report = await verify(data);
    see(report, position);
    rmSync(data, { recursive: true });
  }
};
const names =
  (what: RegExp) =>
  (report: Report, position: number): void => {
    expect([report.verdict, report.exitCode]).toEqual(['does-not-fit', 1]);
    expect(positionsOf(report)).toContain(position);
    expect(
      found(report)
        .map((finding) => finding.what)
        .join('\n'),
    ).toMatch(what);
    expect(report.findings.every(({ file }) => file === 'events.sqlite')).toBe(true);
  };

describe('verifying finds a row', () => {
  it('and no fault in a database whose rows were left alone', () =>
    eachTime(
      () => undefined,
      (report) => expect([report.verdict, report.findings]).toEqual(['fits', []]),
    ));

  it('with another letter in its event', () =>
    eachTime(
      (database, position) => database.prepare(`UPDATE event SET body = replace(body, '"as":"person"', '"as":"Person"') WHERE position = ?`).run(position),
      names(/not the event that was sealed/),
    ));

  it('with one flipped byte in the file itself', async () => {
    const file = readFileSync(join(folder.data, 'events.sqlite'));
    for (let instance = 0; instance < INSTANCES; instance++) {
      const position = random(SIZE);
      const data = folder.copy();
      flip(join(data, 'events.sqlite'), file.indexOf(`"id":"event-${position}"`) + 70 + random(60));
      names(/not the event that was sealed/)(await verify(data), position);
    }
  });

  it('that was removed', () =>
    eachTime((database, position) => database.prepare('DELETE FROM event WHERE position = ?').run(position), names(/the row is missing/)));

  it('that was removed while those after it moved up', () =>
    eachTime(
      (database, position) => {
        database.prepare('DELETE FROM event WHERE position = ?').run(position);
        database.prepare('UPDATE event SET position = position - 1 WHERE position > ?').run(position);
      },
      names(/not the event that was sealed(.|\n)*was rolled back, or its end was removed/),
    ));

  it('that was swapped with another', () =>
    eachTime(
      (database, position) => {
        const other = position === 1 ? 2 : random(position);
        const swap = database.prepare('UPDATE event SET position = ? WHERE position = ?');
        for (const [to, from] of [
          [-1, position],
          [position, other],
          [other, -1],
        ] as const)
          swap.run(to, from);
      },
      names(/not the event that was sealed/),
    ));

  it('that was pushed in between', () =>
    eachTime(
      (database, position) => {
        database.prepare('UPDATE event SET position = -position - 2 WHERE position >= ?').run(position);
        database.exec('UPDATE event SET position = -position - 1 WHERE position < 0');
        copyRow(database, position - 1, position, { id: 'forged' });
      },
      names(/not the event that was sealed/),
    ));

  it('at a position that no log has', () =>
    eachTime(
      (database, position) => copyRow(database, position, -position, {}),
      (report, position) => names(/a position that a log does not have/)(report, -position),
    ));

  it('that was appended by hand, where it does not go on as a log does', () =>
    eachTime(
      (database, position) => copyRow(database, position, SIZE, {}),
      (report) => names(/it is revision \d+ of plan-.*, after revision/)(report, SIZE),
    ));

  it('that was appended by hand and well: nothing vouches for it', () =>
    eachTime(
      (database) => copyRow(database, SIZE - 40, SIZE, { revision: SIZE / 40 + 1, time: '2026-11-23T09:00:00.000Z' }),
      (report) =>
        expect(report).toMatchObject({ exitCode: 2, logs: { events: { unsealedTail: { rows: 1, from: SIZE }, rules: { findings: [] } } }, findings: [] }),
    ));

  it.each([
    ['stream', `'plan-00000000-0000-4000-8000-999999999999'`],
    ['revision', 'revision + 1'],
    ['category', `'person'`],
    ['type', `'patto.persons.PlanAgreed.v1'`],
    ['command', `'another'`],
    ['id', `'another'`],
    ['recorded_at', 'recorded_at + 1'],
    ['public_end', 'public_end + 1'],
  ])('whose column %s says something else than its event', (column, value) =>
    eachTime(
      (database, position) => database.prepare(`UPDATE event SET ${column} = ${value} WHERE position = ?`).run(position),
      names(new RegExp(`do not say what its event says: .*${column}`)),
    ),
  );

  it('less than was sealed: the database was rolled back to yesterday', async () => {
    const data = folder.copy();
    cpSync(join(yesterday, 'events.sqlite'), join(data, 'events.sqlite'));
    const { findings, exitCode } = await verify(data);
    expect(exitCode).toBe(1);
    expect(findings).toEqual([
      { file: 'events.sqlite', position: 300, lastPosition: 599, what: 'the row is missing' },
      { file: 'events.sqlite', what: expect.stringContaining('ends at position 299, but 600 events were sealed') },
    ]);
  });

  it('changed together with its bundle and its tile: the root gives it away', async () => {
    const other = new SealedFolder();
    await other.recordTo(SIZE - 1);
    await other.seal();
    await other.close();
    const data = other.copy();
    cpSync(join(folder.data, 'ledger', 'events', 'checkpoint'), join(data, 'ledger', 'events', 'checkpoint'));
    const { findings } = await verify(data);
    expect(findings).toContainEqual({ file: 'ledger/events/checkpoint', what: 'its root is not the one that the entries give' });
    other.remove();
  });
});

/** Copies a row to another position, with members of its event and the columns beside it changed alike. */
const copyRow = (database: DatabaseSync, from: number, to: number, changes: { id?: string; revision?: number; time?: string }): void => {
  const row = database.prepare('SELECT * FROM event WHERE position = ?').get(from) as {
    body: string;
    public_end: number;
    revision: number;
    recorded_at: number;
    id: string;
  };
  const body = JSON.stringify({ ...JSON.parse(row.body), ...changes });
  const recordedAt = changes.time === undefined ? row.recorded_at : Date.parse(changes.time);
  const publicEnd = row.public_end === 0 ? 0 : body.indexOf(',"personal":[');
  const columns = {
    ...row,
    position: to,
    body,
    public_end: publicEnd,
    recorded_at: recordedAt,
    revision: changes.revision ?? row.revision,
    id: changes.id ?? row.id,
  };
  const names = Object.keys(columns);
  database.prepare(`INSERT INTO event (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`).run(...Object.values(columns));
};
