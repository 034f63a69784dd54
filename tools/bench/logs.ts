import { copyFileSync } from 'node:fs';
import { type EventLog, openSqliteLog } from '@patto/event-store';

/** Opens a log; a write that fails ends the run. */
export const openLog = (file: string): EventLog =>
  openSqliteLog({
    file,
    onFatal: (error) => {
      throw error;
    },
  });

/** A copy of a log that is closed; its file. */
export const copyLog = (from: string, to: string): string => {
  copyFileSync(from, to);
  return to;
};
