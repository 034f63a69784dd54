import { randomUUID } from 'node:crypto';
import { NeedSignalled, UnmetNeedRecorded } from '@patto/contracts/partnerships';
import { cloudEvent, type EventLog, type NewEvent } from '@patto/event-store';
import { type Decided, event } from '@patto/event-store/pure';

/** An event with the place that it is to take in its stream. */
export interface Prepared {
  readonly stream: string;
  /** From 1. */
  readonly revision: number;
  readonly event: NewEvent;
}

const ORGANISATION = `organisation-${randomUUID()}` as const;
const OPERATOR = `operator-${randomUUID()}` as const;
const DIGEST = 'q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA'; // Of the length that a SHA-256 has in base64url.
const CATEGORIES = 40;
const AREAS = 500; // So many municipalities has a large region.

const oneOf = (count: number): number => Math.floor(Math.random() * count);

/** An event's final text, as a service would record it: some 900 bytes. */
export const recorded = (stream: string, revision: number, decided: Decided): Prepared => {
  const time = Date.now();
  const recording = {
    by: { actor: OPERATOR, organisation: ORGANISATION },
    initiative: 'community',
    channel: 'self',
    happenedAt: new Date(time).toISOString(),
    basedOn: [`affiliation-${randomUUID()}@1`, `${ORGANISATION}@1`],
    id: randomUUID(),
    stream,
    revision,
    time,
    command: randomUUID(),
    digest: DIGEST,
    correlationId: randomUUID(),
  } as const;
  return { stream, revision, event: cloudEvent(decided, recording, []) };
};

const need = () => ({ category: `category-${oneOf(CATEGORIES)}`, area: `area-${oneOf(AREAS)}` });

const first = (stream: string): Prepared => recorded(stream, 1, event(NeedSignalled, { ...need(), organisation: ORGANISATION, sector: 'third-sector' }));

const newStream = () => `dossier-${randomUUID()}`;

/** So many events, each the first of a stream, made before a clock runs. */
export const firstEvents = (count: number): readonly Prepared[] => Array.from({ length: count }, () => first(newStream()));

/** Appends each to its stream and waits until all of them are durable. */
export const appendAll = async (log: EventLog, group: readonly Prepared[]): Promise<void> => {
  await Promise.all(group.map(({ stream, revision, event: one }) => log.append(stream, revision - 1, [one], { command: one.id })));
};

const FILLED_AT_ONCE = 256; // What the log takes into one commit.
const OPEN_DOSSIERS = 2_000; // So many are under way at a time.
const EVENTS_OF_ONE = 10;

/** Brings so many more events into a log, as life does: thousands of dossiers are under way at a time, and each is told of now and then. */
export const fill = async (log: EventLog, count: number): Promise<void> => {
  const open = new Map<number, { readonly stream: string; revision: number }>();
  const next = (): Prepared => {
    const place = oneOf(OPEN_DOSSIERS);
    const dossier = open.get(place);
    if (!dossier || dossier.revision === EVENTS_OF_ONE) {
      const stream = newStream();
      open.set(place, { stream, revision: 1 });
      return first(stream);
    }
    dossier.revision += 1;
    return recorded(dossier.stream, dossier.revision, event(UnmetNeedRecorded, { ...need(), reason: 'no-transport' }));
  };
  for (let left = count; left > 0; left -= FILLED_AT_ONCE) await appendAll(log, Array.from({ length: Math.min(left, FILLED_AT_ONCE) }, next));
};
