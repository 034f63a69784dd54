import type { Outcome, Recorded } from './log.ts';

/**
 * What a command recorded, told by its events in the order of the log. All are of one stream; where a log from elsewhere has one command in several, what came
 * first counts, on every engine.
 */
export const outcomeOf = (events: readonly Recorded[]): Outcome | undefined => {
  const [first] = events;
  const its = events.filter(({ stream }) => stream === first?.stream);
  const last = its.at(-1);
  if (!first || !last) return undefined;
  const { stream, event } = first;
  return { stream, revision: last.revision, position: last.position, ids: its.map((one) => one.event.id), digest: event.commanddigest ?? '' };
};
