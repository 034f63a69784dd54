import { BEFORE_FIRST, type EventLog } from '@patto/event-store';
import { topicOf } from '@patto/messaging';
import type { Logs, Settings } from '@patto/service-kit';
import { checkpointIn, lookThrough } from './look-through.ts';
import { services } from './services.ts';
import { CannotStart } from './start.ts';
import { withLogs } from './with-logs.ts';

/** The two logs of a deployment: what happened, and who read of it. */
export const LOG_NAMES = ['events', 'accesses'] as const;
export type LogName = (typeof LOG_NAMES)[number];

/** So many lines go between two words about how far it is. */
const TOLD_EVERY = 10_000;

/** Told now and then how many lines have gone. */
export type Progress = (lines: number) => void;

/**
 * Writes a log of a deployment that is stopped, or of one on PostgreSQL, line by line as it was recorded: an event a line.
 * @returns how many lines
 * @throws CannotStart with the remedy
 */
export const exportLog = (settings: Settings, name: LogName, write: (line: string) => Promise<void>, progress: Progress): Promise<number> =>
  withLogs(settings, async (logs) => {
    const log = logOf(logs, name);
    if (name === 'events') await refuseUnheard(logs);
    let lines = 0;
    for await (const { body } of log.readAll()) {
      await write(`${body}\n`);
      lines += 1;
      if (lines % TOLD_EVERY === 0) progress(lines);
    }
    return lines;
  });

/** An exported log that is to be brought in. */
export interface Exported {
  /** Its lines from the first; asked for twice. */
  readonly lines: () => AsyncIterable<string>;
  /** The text of a checkpoint that the log was sealed under: another log than that one is refused. */
  readonly checkpoint?: string;
}

/**
 * Brings exported lines into a log that is empty, byte for byte, and stands relays and reactions at its end: what they did, they did before the move. They are
 * read through first, so that what does not fit leaves nothing behind.
 * @returns how many lines
 * @throws CannotStart with the remedy; Error which names the line that does not fit
 */
export const importLog = (settings: Settings, name: LogName, { lines, checkpoint }: Exported, progress: Progress): Promise<number> =>
  withLogs(settings, async (logs) => {
    const log = logOf(logs, name);
    if ((await log.head()) !== BEFORE_FIRST) throw new CannotStart(`The log of ${name} is not empty. Import into an empty one only: choose another place.`);
    await lookThrough(lines(), checkpoint === undefined ? undefined : checkpointIn(checkpoint));
    await log.restore(counted(lines(), progress));
    const head = await log.head();
    if (name === 'events') for (const place of placesOf()) await logs.checkpoints.save(place.name, head);
    return head + 1;
  });

const logOf = ({ log, accesses }: Logs, name: LogName): EventLog => (name === 'events' ? log : accesses);

async function* counted(lines: AsyncIterable<string>, progress: Progress): AsyncIterable<string> {
  let count = 0;
  for await (const line of lines) {
    yield line;
    count += 1;
    if (count % TOLD_EVERY === 0) progress(count);
  }
}

/** Where relays, topics and reactions of all services stand among the checkpoints, and what they wait for. */
const placesOf = (): readonly { readonly name: string; readonly types?: readonly string[] }[] =>
  services.flatMap(({ name, reactions }) => [
    { name: `relay:${name}` },
    { name: `topic:${topicOf(name)}` },
    ...reactions.map((reaction) => ({ name: `group:${reaction.name}:${topicOf(reaction.service)}`, types: [reaction.type] })),
  ]);

/** What reactions have not heard yet they would never hear at the new place. @throws CannotStart */
const refuseUnheard = async ({ log, checkpoints }: Logs): Promise<void> => {
  for (const { name, types } of placesOf()) {
    const place = await checkpoints.load(name);
    if (!types || !place) continue;
    for await (const _ of log.readAll({ after: place.position, types, limit: 1 })) {
      throw new CannotStart(`${name} has not come to the end of the log. Start it, wait until /readyz shows no lag, stop it, and export again.`);
    }
  }
};
