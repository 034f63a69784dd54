import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { SealStateOf, StateAt } from '@patto/access';
import { parseCheckpoint, splitNote, WITNESSED } from '@patto/audit-ledger';

/** What a file held when it was read last. A checkpoint takes the place of the one before as a new file, so these three tell them apart. */
interface LastRead {
  readonly inode: number;
  readonly modifiedMs: number;
  readonly size: number;
  readonly entries: number;
}

const lastRead = new Map<string, LastRead>();

/** Entries under the checkpoint in this file; 0 where there is none. It is asked for at every answer that shows events, and read only when it is another. */
const entriesUnder = (file: string): number => {
  const now = statSync(file, { throwIfNoEntry: false });
  if (!now) return 0;
  const { ino: inode, mtimeMs: modifiedMs, size } = now;
  const last = lastRead.get(file);
  if (last?.inode === inode && last.modifiedMs === modifiedMs && last.size === size) return last.entries;
  const entries = parseCheckpoint(splitNote(readFileSync(file, 'utf8')).text).size;
  lastRead.set(file, { inode, modifiedMs, size, entries });
  return entries;
};

/** The states of positions of a log, as its ledger in this data folder has come now. */
export const sealStates = (data: string, log: StateAt['log'] = 'events'): SealStateOf => {
  const folder = join(data, 'ledger', log);
  const [sealed, witnessed] = [entriesUnder(join(folder, 'checkpoint')), entriesUnder(join(folder, WITNESSED))];
  return (position) => {
    if (position < witnessed) return 'witnessed';
    return position < sealed ? 'sealed' : 'recorded';
  };
};
