import { hash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { loadOrCreateLedgerKey, openLedger } from '@patto/audit-ledger';
import { openLog } from './logs.ts';
import { inTurns, type Row, rate } from './measure.ts';

const TARGET = 0.5;
const PAGE = 1_000; // What a follower is handed.
const ORIGIN = 'patto.example/bench';

/** Nothing but the hashes of a Merkle tree: one of each entry, and one of each pair of hashes. */
const bareTree = (entries: readonly Buffer[]): number => {
  let row = entries.map((entry) => hash('sha256', entry, 'latin1'));
  while (row.length > 1) {
    const above: string[] = [];
    for (let at = 0; at + 1 < row.length; at += 2) above.push(hash('sha256', Buffer.from(`${row[at]}${row[at + 1]}`, 'latin1'), 'latin1'));
    if (row.length % 2 === 1) above.push(row.at(-1) as string);
    row = above;
  }
  return entries.length;
};

/** Sealing all events, durable and checked against what is stored, and the hashes of their tree alone. */
export const sealing = async (filled: string, folder: string, pairs: number): Promise<Row> => {
  const log = openLog(filled);
  const entries: Buffer[] = [];
  for await (const { body } of log.readAll()) entries.push(Buffer.from(body, 'utf8'));
  await log.close();
  const key = loadOrCreateLedgerKey(join(folder, 'bench.key'), ORIGIN);
  let runs = 0;
  const ours = async () => {
    runs += 1;
    const place = join(folder, String(runs));
    const ledger = await openLedger({ folder: join(place, 'events'), origin: ORIGIN, key });
    const measured = await rate(async () => {
      for (let at = 0; at < entries.length; at += PAGE) await ledger.append(entries.slice(at, at + PAGE));
      await ledger.sign();
      return entries.length;
    });
    await ledger.close();
    rmSync(place, { recursive: true });
    return measured;
  };
  const theirs = () => rate(() => bareTree(entries));
  await inTurns(1, ours, theirs);
  return { what: 'sealing, durable and checked', against: 'the hashes alone', target: TARGET, ...(await inTurns(pairs, ours, theirs)) };
};
