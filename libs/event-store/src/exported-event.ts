import { type CloudEvent, isId } from '@patto/contracts';
import { MOST_EVENT_BYTES, type NewEvent } from './log.ts';
import { isText } from './request.ts';

/** A line of an exported log and what is indexed of it. */
export interface ExportedEvent extends NewEvent {
  readonly stream: string;
  readonly revision: number;
  readonly command: string;
}

/**
 * Reads one line of an exported log; the text itself stays as it is.
 * @throws Error which says what is wrong with the line
 */
export const exportedEvent = (body: string): ExportedEvent => {
  if (body.includes('\n') || !body.isWellFormed()) throw new Error('It is not one line of well-formed Unicode.');
  // JSON lets blanks stand around it, as a file has whose lines end in another way: they would be bytes of the event.
  if (!body.startsWith('{') || !body.endsWith('}')) throw new Error('It does not begin and end as an event does.');
  const event = JSON.parse(body) as Partial<CloudEvent>;
  const { specversion, id, type, subject, time, revision, commandid, data } = event ?? {};
  const instant = typeof time === 'string' ? instantOf(time) : Number.NaN;
  if (specversion !== '1.0' || typeof id !== 'string' || typeof type !== 'string') throw new Error('It is not a CloudEvent 1.0 with an id and a type.');
  if (!isId(subject)) throw new Error('Its subject is not the id of a stream.');
  if (!Number.isSafeInteger(instant)) throw new Error('Its time is not an instant in UTC with milliseconds.');
  if (typeof revision !== 'number' || !Number.isSafeInteger(revision) || revision < 1) throw new Error('Its revision is not a whole number from 1.');
  if (typeof commandid !== 'string' || typeof data !== 'object' || data === null) throw new Error('It has no command id or no data.');
  if (![id, type, commandid].every(isText)) throw new Error('Its id, type or command is not well-formed Unicode.');
  if (Buffer.byteLength(body) > MOST_EVENT_BYTES) throw new Error(`It is longer than ${MOST_EVENT_BYTES} bytes.`);
  return { id, type, time: instant, body, publicEnd: data.personal ? publicEndOf(body) : 0, stream: subject, revision, command: commandid };
};

/** The events of an exported log, each once it was found to be the next of its stream. @throws Error which names the line */
export async function* exportedEvents(bodies: AsyncIterable<string>): AsyncIterable<ExportedEvent> {
  const revisions = new Map<string, number>();
  let number = 0;
  for await (const body of bodies) {
    number += 1;
    try {
      const event = exportedEvent(body);
      const next = (revisions.get(event.stream) ?? 0) + 1;
      if (event.revision !== next) throw new Error(`Its revision is ${event.revision}, and the next of ${event.stream} is ${next}.`);
      revisions.set(event.stream, next);
      yield event;
    } catch (error) {
      throw new Error(`Line ${number} cannot be restored. ${(error as Error).message}`, { cause: error });
    }
  }
}

/** What is not written as events are written would be another instant on another machine, or for another reader. */
const instantOf = (time: string): number => {
  const instant = Date.parse(time);
  return Number.isSafeInteger(instant) && new Date(instant).toISOString() === time ? instant : Number.NaN;
};

/** `personal` is the last member of `data`, and `data` of the event; inside the sealed parts these characters cannot stand unescaped. */
const publicEndOf = (body: string): number => {
  const end = body.lastIndexOf(',"personal":[');
  if (end < 0 || !body.endsWith(']}}')) throw new Error('Its sealed part is not the last member of its data.');
  JSON.parse(`${body.slice(0, end)}}}`);
  return end;
};
