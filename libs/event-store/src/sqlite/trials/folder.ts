import { afterEach, beforeEach } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { EventLog } from '../../log.ts';
import { openSqliteLog } from '../sqlite-log.ts';

/** A data folder of its own for each test of a block, and what the log in it reported as fatal. */
export const eachInItsOwnFolder = () => {
  let folder = '';
  let logs: EventLog[] = [];
  let fatal: Error[] = [];
  const file = (): string => join(folder, 'events.db');
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'patto-log-'));
    [logs, fatal] = [[], []];
  });
  afterEach(async () => {
    for (const log of logs) await log.close();
    rmSync(folder, { recursive: true });
  });
  return {
    get folder() {
      return folder;
    },
    get file() {
      return file();
    },
    get fatal(): readonly Error[] {
      return fatal;
    },
    open: (): EventLog => {
      const log = openSqliteLog({ file: file(), onFatal: (error) => fatal.push(error) });
      logs.push(log);
      return log;
    },
    /** Runs statements over a connection of their own, beside the log. */
    behindItsBack: (sql: string): void => {
      const other = new DatabaseSync(file());
      try {
        other.exec(sql);
      } finally {
        other.close();
      }
    },
  };
};
