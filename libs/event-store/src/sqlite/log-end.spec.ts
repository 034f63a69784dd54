import { describe, expect, it } from '@jest/globals';
import { existsSync } from 'node:fs';
import { all, newStream, write } from '../conformance/examples.ts';
import { endOfSqliteLog } from './log-end.ts';
import { eachInItsOwnFolder } from './trials/folder.ts';

const its = eachInItsOwnFolder();

describe('the end of an event log, seen from outside', () => {
  it('is seen while another writes, who goes on', async () => {
    const log = its.open();
    expect(endOfSqliteLog(its.file)).toEqual({ position: -1, recordedAt: 0 });
    for (const position of [0, 1]) {
      await write(log, newStream('plan'), 0);
      const [last] = await all(log.readAll({ after: position - 1 }));
      expect(endOfSqliteLog(its.file)).toEqual({ position, recordedAt: last?.recordedAt });
    }
  });

  it('makes no log where there is none', () => {
    expect(endOfSqliteLog(its.file)).toBeUndefined();
    expect(existsSync(its.file)).toBe(false);
  });

  it('is refused where a start would be', async () => {
    its.behindItsBack('CREATE TABLE recipe (name TEXT)');
    expect(() => endOfSqliteLog(its.file)).toThrow(`${its.file} is not an event log of Patto. Choose another data folder.`);
  });
});
