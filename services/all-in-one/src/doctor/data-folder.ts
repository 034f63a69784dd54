import { accessSync, constants, existsSync, statfsSync } from 'node:fs';
import type { Service, Settings } from '@patto/service-kit';
import { type Finding, fail, ok, warn } from './finding.ts';

/** With less than this it is time to make room: a busy day's events and their indexes take less. */
const LITTLE_ROOM_BYTES = 1_073_741_824;
const MIB = 1_048_576;

/** Looks whether the data folder can be used, and has room. Only who seals, or keeps a log there, writes to it: both are with accountability. */
export const lookAtDataFolder = ({ data }: Settings, only: readonly Service[]): Finding => {
  if (!existsSync(data)) return warn('data folder', `There is no ${data} yet; the first start makes it.`);
  const writes = only.some(({ name }) => name === 'accountability');
  try {
    accessSync(data, writes ? constants.R_OK | constants.W_OK | constants.X_OK : constants.R_OK | constants.X_OK);
  } catch {
    return fail(
      'data folder',
      `${data} cannot be used. Give this user the right to ${writes ? 'read and write' : 'read'} there, or set PATTO_DATA to another folder.`,
    );
  }
  const { bavail, bsize } = statfsSync(data);
  const room = bavail * bsize;
  if (room < LITTLE_ROOM_BYTES) return warn('data folder', `The disk of ${data} has ${Math.floor(room / MIB)} MiB left. Make room before it is full.`);
  return ok('data folder', `${data}, with room on its disk.`);
};
