import { factsAsOf } from '@patto/access';
import { type By, categoryOf, type CloudEvent, type Fact, isId } from '@patto/contracts';
import type { EventLog, Recorded } from '@patto/event-store';

/** So many links one chain has at most: the authority of an act is a few steps from the law that it comes from. */
const MOST_LINKS = 100;

/** One thing that an act rested on, as it stood then: the event that put it so, and what it gave. */
export interface Link {
  /** What the act, or the link before, names: `mandate-…@3`. */
  readonly cited: string;
  readonly recorded: Recorded;
  /** What the stream held in force when it was relied on. */
  readonly facts: readonly Fact[];
}

type Log = Pick<EventLog, 'read' | 'readAll'>;

/** The event at a position of the log. */
export const eventAt = async (log: Log, position: number): Promise<Recorded | undefined> => {
  for await (const recorded of log.readAll({ after: position - 1, limit: 1 })) return recorded;
  return undefined;
};

/** The events at these positions of the log, which lie close together, by position. */
export const eventsAt = async (log: Log, positions: readonly number[]): Promise<ReadonlyMap<number, Recorded>> => {
  const found = new Map<number, Recorded>();
  if (positions.length === 0) return found;
  const [first, last] = [Math.min(...positions), Math.max(...positions)];
  for await (const recorded of log.readAll({ after: first - 1, limit: last - first + 1 })) found.set(recorded.position, recorded);
  return found;
};

/**
 * What an event rested on, and what that rested on in turn, down to what was said at the beginning: who acted, in which organisation, under which mandate and
 * on which basis. Nearest first; from the log alone, as it stood when each was relied on.
 */
export const chainOf = async (log: Log, act: Recorded): Promise<readonly Link[]> => {
  const links = new Map<string, Link>();
  let from: readonly Recorded[] = [act];
  while (from.length > 0 && links.size < MOST_LINKS) {
    const found: Recorded[] = [];
    for (const { event } of from) {
      for (const cited of [...(await citedBy(log, event))].filter((name) => !links.has(name))) {
        const link = await linkTo(log, cited, event.time);
        if (!link || links.size >= MOST_LINKS) continue;
        links.set(cited, link);
        found.push(link.recorded);
      }
    }
    from = found;
  }
  return [...links.values()];
};

/** What an event names as its grounds, and those on whose behalf it was done, by their first word in the log. */
const citedBy = async (log: Log, { data, subject, revision }: CloudEvent): Promise<ReadonlySet<string>> => {
  const { actor, organisation, onBehalfOf }: By = data.by;
  const parties = [actor, organisation, onBehalfOf].filter((party) => isId(party) && ['person', 'organisation'].includes(categoryOf(party)));
  const own = `${subject}@${revision}`;
  const registered: string[] = [];
  for (const party of parties) for await (const first of log.read(party as string, { limit: 1 })) registered.push(`${first.stream}@${first.revision}`);
  return new Set([...data.basedOn, ...registered].filter((cited) => cited !== own));
};

const linkTo = async (log: Log, cited: string, at: string): Promise<Link | undefined> => {
  const [stream = '', revision = ''] = cited.split('@');
  for await (const recorded of log.read(stream, { from: Number(revision), to: Number(revision) })) {
    return { cited, recorded, facts: await factsAsOf(log, stream, recorded.revision, at) };
  }
  return undefined;
};
