import { Rejection } from '@patto/contracts';
import { quoted, type Question } from '@patto/postgres';
import { type Appended, GuardMoved, MOST_CLOCK_LAG_MS, MOST_EVENT_BYTES, Recorded, WrongRevision } from '../log.ts';
import type { Request } from '../request.ts';

/** What the database says of one append. */
export interface Verdict {
  readonly verdict: 'recorded' | 'already-recorded' | 'clock-behind' | 'event-too-large' | 'wrong-revision' | 'guard-moved' | 'not-its-category';
  /** The stream's revision after the append; of a refusal, the one that was found. */
  readonly at_revision: number;
  /** The position of its last event. */
  readonly at_position: number;
  /** The recorded time before it. */
  readonly since: number;
  /** Which of its guards moved, from 1. */
  readonly moved_guard: number | null;
}

/** This role may not append to the category, or not events of this type: a mistake in how the deployment is set up. */
export class NotItsCategory extends Error {
  override readonly name = 'NotItsCategory';
  constructor(stream: string) {
    super(`This service may not record ${stream}. Run \`patto db prepare\` for the roles of this version, and start each service with its own.`);
  }
}

/** All appends as one call of the database's function. */
export const appendQuestion = (schema: string, batch: readonly Request[]): Question => {
  const guards = batch.flatMap(({ options }) => options.guards ?? []);
  const events = batch.flatMap((request) => request.events);
  return {
    name: 'append',
    text: `SELECT * FROM ${quoted(schema)}.append($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    values: [
      batch.map(({ stream }) => stream),
      batch.map(({ expected }) => expected),
      batch.map(({ options }) => options.command),
      batch.map(({ options }) => options.guards?.length ?? 0),
      batch.map((request) => request.events.length),
      guards.map(({ stream }) => stream),
      guards.map(({ revision }) => revision),
      events.map(({ id }) => id),
      events.map(({ type }) => type),
      events.map(({ time }) => time),
      events.map(({ publicEnd }) => publicEnd),
      events.map(({ body }) => body),
    ],
  };
};

/** What was recorded by an append, as a reader would find it. */
export const recordedBy = ({ stream, expected, events }: Request, { at_position, since }: Verdict): readonly Recorded[] => {
  const first = at_position - events.length + 1;
  let recordedAt = since;
  return events.map(({ type, time, body, publicEnd }, index) => {
    recordedAt = Math.max(recordedAt, time);
    return new Recorded(first + index, stream, expected + index + 1, type, recordedAt, body, publicEnd);
  });
};

/** The answer to an append that was recorded. */
export const appendedBy = ({ events }: Request, { at_revision, at_position }: Verdict): Appended => ({
  revision: at_revision,
  position: at_position,
  ids: events.map(({ id }) => id),
});

/** Why an append was not recorded, where the database's word is enough to say it. */
export const refusalBy = ({ stream, expected, options }: Request, { verdict, at_revision, moved_guard }: Verdict): Error => {
  const guard = options.guards?.[(moved_guard ?? 0) - 1];
  if (verdict === 'guard-moved' && guard) return new GuardMoved(guard, at_revision);
  if (verdict === 'wrong-revision') return new WrongRevision(stream, expected, at_revision);
  if (verdict === 'clock-behind') {
    return new Rejection('clock-behind', `The clock of this server is more than ${MOST_CLOCK_LAG_MS / 1_000} seconds behind the last recorded event.`);
  }
  if (verdict === 'event-too-large') return new Rejection('event-too-large', `An event is at most ${MOST_EVENT_BYTES} bytes.`);
  return new NotItsCategory(stream);
};
