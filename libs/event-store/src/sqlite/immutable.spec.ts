import { beforeEach, describe, expect, it } from '@jest/globals';
import { all, newStream, write } from '../conformance/examples.ts';
import type { EventLog } from '../log.ts';
import { eachInItsOwnFolder } from './trials/folder.ts';

const its = eachInItsOwnFolder();
const plan = newStream('plan');
let log: EventLog;

beforeEach(async () => {
  log = its.open();
  await write(log, plan, 0, { count: 2 });
});

/** The row at position 0 with these columns changed. */
const copyWith = (position: string, revision: string): string =>
  `(position, recorded_at, revision, public_end, category, type, stream, command, id, body)
   SELECT ${position}, recorded_at, ${revision}, public_end, category, type, stream, command, id, '{}' FROM event WHERE position = 0`;

describe('the file itself refuses, over any connection,', () => {
  const refused: [string, string, RegExp][] = [
    ['to change an event', "UPDATE event SET body = '{}' WHERE position = 0", /never changed/],
    ['to change what is indexed of it', 'UPDATE event SET recorded_at = 0', /never changed/],
    ['to delete an event', 'DELETE FROM event WHERE position = 1', /never deleted/],
    ['to delete all', 'DELETE FROM event', /never deleted/],
    ['to put another in its place', `INSERT OR REPLACE INTO event ${copyWith('0', '3')}`, /takes the next/],
    ['to put another at its revision', `INSERT OR REPLACE INTO event ${copyWith('2', '1')}`, /takes the next/],
    ['to leave a gap between positions', `INSERT INTO event ${copyWith('3', '3')}`, /takes the next/],
    ['to leave a gap between revisions', `INSERT INTO event ${copyWith('2', '4')}`, /takes the next/],
  ];
  for (const [what, sql, sentence] of refused) {
    it(what, async () => {
      const before = await all(log.readAll());
      expect(() => its.behindItsBack(sql)).toThrow(sentence);
      expect(await all(log.readAll())).toEqual(before);
    });
  }

  it('but takes the next event in its place', () => {
    expect(() => its.behindItsBack(`INSERT INTO event ${copyWith('2', '3')}`)).not.toThrow();
  });
});
