import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SealStateOf, StateAt } from '@patto/access';
import { parseCheckpoint, splitNote, WITNESSED } from '@patto/audit-ledger';

/** Entries under the checkpoint in this file; 0 where there is none. A few hundred bytes that were just written: reading them takes less than waiting for them. */
const sizeIn = (file: string): number => {
  try {
    return parseCheckpoint(splitNote(readFileSync(file, 'utf8')).text).size;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 0;
    throw error;
  }
};

/** The states of positions of a log, as its ledger in this data folder has come now. */
export const sealStates = async (data: string, log: StateAt['log'] = 'events'): Promise<SealStateOf> => {
  const folder = join(data, 'ledger', log);
  const [sealed, witnessed] = [sizeIn(join(folder, 'checkpoint')), sizeIn(join(folder, WITNESSED))];
  return (position) => {
    if (position < witnessed) return 'witnessed';
    return position < sealed ? 'sealed' : 'recorded';
  };
};
