import { Rejection } from '@patto/contracts';
import { AlreadyRecorded, GuardMoved, MOST_CLOCK_LAG_MS, MOST_EVENT_BYTES, WrongRevision } from '../log.ts';
import { malformedPart, type Request } from '../request.ts';
import type { Reader } from './reader.ts';

/**
 * Why an append is not recorded, if it is not; in the order of the contract, the command that was recorded before first.
 * @param headTime the recorded time of the last event, in milliseconds
 */
export const refusalOf = (request: Request, headTime: number, revisionOf: (stream: string) => number, reader: Reader): Error | undefined => {
  const { stream, expected, events, options } = request;
  const malformed = malformedPart(request);
  if (malformed) return new TypeError(malformed);
  const before = reader.outcome(options.command);
  if (before) return new AlreadyRecorded(before);
  if (events.some(({ time }) => time < headTime - MOST_CLOCK_LAG_MS)) {
    return new Rejection('clock-behind', `The clock of this server is more than ${MOST_CLOCK_LAG_MS / 1_000} seconds behind the last recorded event.`);
  }
  if (events.some(({ body }) => Buffer.byteLength(body) > MOST_EVENT_BYTES)) {
    return new Rejection('event-too-large', `An event is at most ${MOST_EVENT_BYTES} bytes.`);
  }
  const revision = revisionOf(stream);
  if (revision !== expected) return new WrongRevision(stream, expected, revision);
  for (const guard of options.guards ?? []) {
    const actual = revisionOf(guard.stream);
    if (actual !== guard.revision) return new GuardMoved(guard, actual);
  }
  return undefined;
};
