import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OpenedLog } from '../../conformance.ts';
import { openSqliteLog } from '../sqlite-log.ts';

const neverFatal = (error: Error): never => {
  throw error;
};

/** Opens a log in a folder of its own, as the conformance suite wants it. */
export const inAFolder = async (): Promise<OpenedLog> => {
  const folder = await mkdtemp(join(tmpdir(), 'patto-log-'));
  const openAgain = () => openSqliteLog({ file: join(folder, 'events.db'), onFatal: neverFatal });
  let log = openAgain();
  return {
    log,
    reopen: async () => {
      await log.close();
      log = openAgain();
      return log;
    },
    destroy: async () => {
      await log.close();
      await rm(folder, { recursive: true });
    },
  };
};
