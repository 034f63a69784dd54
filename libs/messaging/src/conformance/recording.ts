import { type EventLog, openSqliteLog, type Recorded } from '@patto/event-store';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Example, newEvent } from './examples.ts';

/** A log in a folder of its own, behind a bus under test. */
export interface Recording {
  readonly folder: string;
  readonly log: EventLog;
  /** Records events by stream, in this order, and gives them as they were recorded. */
  record(events: readonly Example[]): Promise<readonly Recorded[]>;
  dispose(): Promise<void>;
}

export const openRecording = async (): Promise<Recording> => {
  const folder = await mkdtemp(join(tmpdir(), 'patto-bus-'));
  const log = openSqliteLog({
    file: join(folder, 'events.db'),
    onFatal: (error) => {
      throw error;
    },
  });
  return {
    folder,
    log,
    record: async (events) => {
      const recorded: Recorded[] = [];
      const before = await log.head();
      for (const one of events) await log.append(one.door, one.revision - 1, [newEvent(one)], { command: `${one.door} ${one.revision}` });
      for await (const one of log.readAll({ after: before })) recorded.push(one);
      return recorded;
    },
    dispose: async () => {
      await log.close();
      await rm(folder, { recursive: true });
    },
  };
};
