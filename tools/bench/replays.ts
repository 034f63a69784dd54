import { openBareSqlite } from './bare-sqlite.ts';
import { openLog } from './logs.ts';
import { inTurns, type Row, rate } from './measure.ts';

const TARGET = 0.7;

/** Reading all events with parsing, through the log and by a bare scan, over the same file. */
export const replays = async (filled: string, pairs: number): Promise<Row> => {
  const log = openLog(filled);
  const bare = openBareSqlite(filled);
  const ours = () =>
    rate(async () => {
      let read = 0;
      for await (const { event } of log.readAll()) if (event.id) read += 1;
      return read;
    });
  const theirs = () => rate(() => bare.replay());
  try {
    await inTurns(1, ours, theirs);
    return { what: 'replay with parsing', against: 'bare scan and JSON.parse', target: TARGET, ...(await inTurns(pairs, ours, theirs)) };
  } finally {
    await log.close();
    bare.close();
  }
};
