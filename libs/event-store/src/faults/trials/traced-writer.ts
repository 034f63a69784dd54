/**
 * A process whose writes are traced. In each round it opens the log, lets writers append until each has had its turns, has a second connection take
 * the write-ahead log into the file midway as a reader may, and closes. It prints `recorded <position> <id of the last event>` when an append is
 * acknowledged. The note of each event begins with how many events were appended with it.
 * Its arguments: the file of events, rounds, appends of each writer in a round.
 */
import { writeSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { chances, newStream, upTo, write } from '../../conformance/examples.ts';
import { openSqliteLog } from '../../sqlite/sqlite-log.ts';

const WRITERS = 12;
const STDOUT = 1;

const [, , file = '', rounds = '1', turns = '1'] = process.argv;

for (const round of upTo(Number(rounds))) {
  const log = openSqliteLog({
    file,
    onFatal: (error) => {
      throw error;
    },
  });
  const keepWriting = async (writer: number): Promise<void> => {
    const chance = chances(round * WRITERS + writer);
    const stream = newStream('plan');
    let revision = 0;
    for (const _ of upTo(Number(turns))) {
      const count = 1 + Math.floor(chance() * 4);
      const appended = await write(log, stream, revision, { count, note: `${count} ${'x'.repeat(Math.floor(chance() * 1_500))}` });
      revision = appended.revision;
      writeSync(STDOUT, `recorded ${appended.position} ${appended.ids.at(-1)}\n`);
    }
  };
  const takeIn = async (): Promise<void> => {
    for (const _ of upTo(Math.floor(Number(turns) / 2))) await new Promise(setImmediate);
    const reader = new DatabaseSync(file);
    reader.exec('PRAGMA wal_checkpoint(PASSIVE)');
    reader.close();
  };
  await Promise.all([...upTo(WRITERS).map(keepWriting), takeIn()]);
  await log.close();
}
