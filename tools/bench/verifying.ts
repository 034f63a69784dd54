import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { loadOrCreateLedgerKey, openLedger } from '@patto/audit-ledger';
import { verifyFolder } from '@patto/cli/verify';
import type { Row } from './measure.ts';

const TARGET = 300_000; // entries of 1 KiB a second, on two cores
const ENTRY_BYTES = 1_024;
const PAGE = 1_000;
const ORIGIN = 'patto.example/bench';

/** An event of 1 KiB, which keeps the rules of a log. */
const entryAt = (position: number): Buffer => {
  const text = JSON.stringify({
    specversion: '1.0',
    id: `event-${position}`,
    type: 'patto.bench.Filled.v1',
    subject: `bench-${position}`,
    revision: 1,
    time: '2026-11-23T08:00:00.000Z',
    data: { basedOn: [], filling: '' },
  });
  return Buffer.from(text.replace('"filling":""', `"filling":"${'x'.repeat(ENTRY_BYTES - text.length)}"`));
};

/** Reading, hashing and comparing every sealed entry and tile, as the verifier times it apart from rules and schemas. */
export const verifying = async (folder: string, size: number, runs: number): Promise<Row> => {
  const place = join(folder, 'ledger', 'events');
  mkdirSync(place, { recursive: true });
  const ledger = await openLedger({ folder: place, origin: ORIGIN, key: loadOrCreateLedgerKey(join(folder, 'bench.key'), ORIGIN) });
  for (let at = 0; at < size; at += PAGE) await ledger.append(Array.from({ length: Math.min(PAGE, size - at) }, (_, more) => entryAt(at + more)));
  await ledger.sign();
  await ledger.close();
  const ours: number[] = [];
  for (let run = 0; run <= runs; run += 1) {
    const { findings, logs } = await verifyFolder(folder); // There is no database beside it, which is said and hinders nothing.
    if (!logs.events || logs.events.checked.entries !== size || findings.length > 0) throw new Error('What was sealed does not verify.');
    if (run > 0) ours.push(size / logs.events.seconds.seal); // The first is for the compiler.
  }
  return { what: 'verifying entries of 1 KiB', ours, target: TARGET };
};
