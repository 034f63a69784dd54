import { BEFORE_FIRST, type EventLog, type Position, type Recorded } from '../log.ts';
import { all } from './examples.ts';

/**
 * Places as the suite says them: 0 for the first event, 1 for the second, … A log of dense positions has to give just these numbers; of another one the
 * order is what counts, so its positions are counted through, and each that is not after the one before it is found out.
 */
export interface Places {
  of(position: Position): number;
  at(place: number): Position;
}

/** The places of all events that are recorded now. */
export const placesIn = async (log: EventLog): Promise<Places> => {
  if (log.capabilities.densePositions) return { of: (position) => position, at: (place) => place };
  const found = (await all(log.readAll())).map(({ position }) => position);
  const wrong = found.find((position, index) => !Number.isSafeInteger(position) || position <= (found[index - 1] ?? BEFORE_FIRST));
  if (wrong !== undefined) throw new Error(`Position ${wrong} is not after the one before it.`);
  const places = new Map(found.map((position, index) => [position, index]));
  const last = found.at(-1) ?? BEFORE_FIRST;
  return {
    of: (position) => (position === BEFORE_FIRST ? -1 : (places.get(position) ?? Number.NaN)),
    at: (place) => (place < 0 ? BEFORE_FIRST : (found[place] ?? last + 1 + place - found.length)),
  };
};

/** The places of events. */
export const placesOf = async (log: EventLog, events: readonly Recorded[]): Promise<number[]> => {
  const places = await placesIn(log);
  return events.map(({ position }) => places.of(position));
};

/** The place of the last event; -1 of an empty log. */
export const headOf = async (log: EventLog): Promise<number> => (await placesIn(log)).of(await log.head());
