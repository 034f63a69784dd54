import { beforeEach, describe, expect, it } from '@jest/globals';
import { all, newStream, positions, verdict, write } from '../conformance/examples.ts';
import type { EventLog } from '../log.ts';
import { eachInItsOwnFolder } from './trials/folder.ts';

const its = eachInItsOwnFolder();
let log: EventLog;

/** The type at which the injected faults fire. */
const FAULTY = 'patto.persons.PlanBurnt.v1';
/** A statement that fails and takes its transaction with it, as a full disk does. */
const FAILING_INSERT = `CREATE TRIGGER fault AFTER INSERT ON event WHEN NEW.type = '${FAULTY}'
  BEGIN SELECT RAISE(ROLLBACK, 'The disk is burning.'); END`;
/** Statements that succeed and a commit that fails: the promise that the row refers to something is broken only then. */
const FAILING_COMMIT = `CREATE TABLE promise (kept INTEGER REFERENCES kept (id) DEFERRABLE INITIALLY DEFERRED);
  CREATE TABLE kept (id INTEGER PRIMARY KEY);
  CREATE TRIGGER fault AFTER INSERT ON event WHEN NEW.type = '${FAULTY}' BEGIN INSERT INTO promise VALUES (1); END`;

const faults: [string, string, string, string][] = [
  ['write', FAILING_INSERT, 'The disk is burning.', 'DROP TRIGGER fault'],
  ['commit', FAILING_COMMIT, 'FOREIGN KEY constraint failed', 'DROP TRIGGER fault; DROP TABLE promise; DROP TABLE kept'],
];

for (const [what, inject, reason, mend] of faults) {
  describe(`a ${what} that fails`, () => {
    beforeEach(async () => {
      log = its.open();
      await write(log, newStream('plan'), 0);
      its.behindItsBack(inject);
    });

    it('acknowledges nobody of its group and nobody later, and is reported once', async () => {
      const group = [write(log, newStream('plan'), 0), write(log, newStream('plan'), 0, { type: FAULTY }), write(log, newStream('plan'), 0)];
      expect(await Promise.all(group.map(verdict))).toEqual(['LogStopped', 'LogStopped', 'LogStopped']);
      expect(await verdict(write(log, newStream('plan'), 0))).toBe('LogStopped');
      expect(await verdict(write(log, newStream('plan'), 0, { type: FAULTY }))).toBe('LogStopped');
      expect(its.fatal.map(({ message }) => message)).toEqual([`A write to the event log failed (${reason}). Nothing more is recorded until a restart.`]);
    });

    it('fails those too that wait for the commit after it', async () => {
      const plan = newStream('plan');
      const many = Array.from({ length: 300 }, (_, index) => verdict(write(log, newStream('plan'), 0, index === 9 ? { type: FAULTY } : {})));
      const late = verdict(write(log, plan, 0));
      expect(new Set(await Promise.all([...many, late]))).toEqual(new Set(['LogStopped']));
      expect(its.fatal).toHaveLength(1);
    });

    it('leaves the log as it was, and a new start goes on from there', async () => {
      const plan = newStream('plan');
      expect(await Promise.all([verdict(write(log, plan, 0)), verdict(write(log, plan, 1, { type: FAULTY }))])).toEqual(['LogStopped', 'LogStopped']);
      expect(await log.revision(plan)).toBe(0);
      expect(await log.head()).toBe(0);
      await log.close();
      its.behindItsBack(mend);
      const again = its.open();
      expect(await verdict(write(again, plan, 0, { type: FAULTY }))).toBe('recorded');
      expect(positions(await all(again.readAll()))).toEqual([0, 1]);
      expect(its.fatal).toHaveLength(1);
    });

    it('is what stopped it: where the fault does not fire, the log goes on', async () => {
      const verdicts = await Promise.all([verdict(write(log, newStream('plan'), 0)), verdict(write(log, newStream('plan'), 0))]);
      expect(verdicts).toEqual(['recorded', 'recorded']);
      expect(its.fatal).toEqual([]);
    });
  });
}
