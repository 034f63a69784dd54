import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SealStateOf, StateAt } from '@patto/access';
import { parseCheckpoint, splitNote, WITNESSED } from '@patto/audit-ledger';

/** Entries under the checkpoint in this file; 0 where there is none. */
const sizeIn = async (file: string): Promise<number> => {
  try {
    return parseCheckpoint(splitNote(await readFile(file, 'utf8')).text).size;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 0;
    throw error;
  }
};

/** The states of positions of a log, as its ledger in this data folder has come now. */
export const sealStates = async (data: string, log: StateAt['log'] = 'events'): Promise<SealStateOf> => {
  const folder = join(data, 'ledger', log);
  const [sealed, witnessed] = await Promise.all([sizeIn(join(folder, 'checkpoint')), sizeIn(join(folder, WITNESSED))]);
  return (position) => {
    if (position < witnessed) return 'witnessed';
    return position < sealed ? 'sealed' : 'recorded';
  };
};
