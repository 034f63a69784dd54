import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Ledger, LedgerRefused, loadOrCreateLedgerKey, openLedger } from '@patto/audit-ledger';
import { type EventLog, openSqliteLog } from '@patto/event-store';
import { refuseRolledBack } from './rolled-back.ts';

const STREAM = 'plan-00000000-0000-4000-8000-000000000001';
const folder = mkdtempSync(join(tmpdir(), 'rolled-back-'));
const logs: EventLog[] = [];
let ledger: Ledger;

const body = (position: number, words: string): string => JSON.stringify({ position, words });

/** A log of so many events that say these words. */
const logOf = async (size: number, words: string): Promise<EventLog> => {
  const log = openSqliteLog({ file: join(folder, `${logs.length}.sqlite`), onFatal: (error) => Promise.reject(error) });
  logs.push(log);
  for (let position = 0; position < size; position++) {
    const event = { id: `event-${position}`, type: 'patto.persons.PlanSigned.v1', time: 1_800_000_000_000, body: body(position, words), publicEnd: 0 };
    await log.append(STREAM, position, [event], { command: `command-${position}` });
  }
  return log;
};

beforeAll(async () => {
  const key = loadOrCreateLedgerKey(join(folder, 'events.key'), 'valcurta.example/events');
  ledger = await openLedger({ folder: join(folder, 'ledger', 'events'), origin: key.name, key });
});
afterAll(async () => {
  await ledger.close();
  for (const log of logs) await log.close();
  rmSync(folder, { recursive: true });
});

describe('the sealer, before it goes on,', () => {
  it('takes any log while nothing is sealed', async () => {
    await expect(refuseRolledBack(await logOf(0, 'sealed'), ledger)).resolves.toBeUndefined();
    await ledger.append(Array.from({ length: 5 }, (_, position) => Buffer.from(body(position, 'sealed'))));
    await ledger.sign();
  });

  it.each([5, 8])('takes the log that it sealed, with %d events by now', async (size) => {
    await expect(refuseRolledBack(await logOf(size, 'sealed'), ledger)).resolves.toBeUndefined();
  });

  it.each([
    [4, 'sealed'],
    [0, 'sealed'],
    [8, 'recorded after a rollback'],
  ])('refuses one of %d events that say: %s', async (size, words) => {
    await expect(refuseRolledBack(await logOf(size, words), ledger)).rejects.toThrow(LedgerRefused);
  });
});
