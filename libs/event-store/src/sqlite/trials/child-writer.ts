/**
 * A process that writes as fast as it can until it is killed or a write fails; for the tests of crashes. It prints a line for each
 * append when it is acknowledged, `recorded <position> <id of the last event>`, and `stopped <reason>` when the log stops.
 * Its argument is the file of events.
 */
import { writeSync } from 'node:fs';
import { chances, newStream, upTo, write } from '../../conformance/examples.ts';
import { openSqliteLog } from '../sqlite-log.ts';

const WRITERS = 16;
const STDOUT = 1;

const say = (line: string): void => {
  writeSync(STDOUT, `${line}\n`);
};

const log = openSqliteLog({ file: process.argv[2] ?? '', onFatal: ({ message }) => say(`stopped ${message}`) });

const keepWriting = async (seed: number): Promise<void> => {
  const chance = chances(seed);
  const stream = newStream('plan');
  let revision = 0;
  for (;;) {
    const appended = await write(log, stream, revision, { count: 1 + Math.floor(chance() * 3), note: 'x'.repeat(Math.floor(chance() * 2_000)) });
    revision = appended.revision;
    say(`recorded ${appended.position} ${appended.ids.at(-1)}`);
  }
};

say('open');
await Promise.allSettled(upTo(WRITERS).map(keepWriting));
// A caller that comes after the stop gets no acknowledgement either.
await write(log, newStream('plan'), 0).then(
  ({ position }) => say(`recorded ${position} after the stop`),
  () => say('refused'),
);
