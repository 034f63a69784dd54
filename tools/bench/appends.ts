import { join } from 'node:path';
import { openBareSqlite } from './bare-sqlite.ts';
import { appendAll, firstEvents } from './events.ts';
import { inTurns, type Row, rate } from './measure.ts';
import { copyLog, openLog } from './logs.ts';

const TARGET = 0.7;
const GROUP = 100;
const GROUPS = 150; // Half a second, so that a checkpoint of SQLite's falls into every run of both.

/** Durable appends in groups, through the log and through `node:sqlite` alone, over copies of the same log. */
export const appends = async (filled: string, folder: string, pairs: number): Promise<Row> => {
  const log = openLog(copyLog(filled, join(folder, 'ours.sqlite')));
  const bare = openBareSqlite(copyLog(filled, join(folder, 'bare.sqlite')));
  const groups = () => Array.from({ length: GROUPS }, () => firstEvents(GROUP));
  const ours = async () => {
    const prepared = groups();
    return rate(async () => {
      for (const group of prepared) await appendAll(log, group);
      return GROUPS * GROUP;
    });
  };
  const theirs = async () => {
    const prepared = groups();
    return rate(() => {
      for (const group of prepared) bare.append(group);
      return GROUPS * GROUP;
    });
  };
  try {
    await inTurns(1, ours, theirs); // The first runs are slower than all others: code is compiled and pages are fetched.
    return { what: 'durable appends, groups of 100', against: 'bare node:sqlite', target: TARGET, ...(await inTurns(pairs, ours, theirs)) };
  } finally {
    await log.close();
    bare.close();
  }
};
