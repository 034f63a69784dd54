import { isId } from '@patto/contracts';
import type { AppendOptions, Guard, NewEvent } from './log.ts';

/** One append that waits for its commit. */
export interface Request {
  readonly stream: string;
  readonly expected: number;
  readonly events: readonly NewEvent[];
  readonly options: AppendOptions;
}

/** A mistake of the caller that would otherwise fail a whole batch, or change the text on its way to the disk. */
export const malformedPart = ({ stream, expected, events, options }: Request): string | undefined => {
  if (!isId(stream)) return `${stream} is not the id of a stream.`;
  if (!isRevision(expected)) return `${expected} is not a revision.`;
  if (events.length === 0) return 'An append has at least one event.';
  if (!isText(options.command)) return 'The id of a command is well-formed Unicode.';
  return [...events.map(malformedEvent), ...(options.guards ?? []).map(malformedGuard)].find((mistake) => mistake !== undefined);
};

const malformedGuard = ({ stream, revision }: Guard): string | undefined => {
  if (!isId(stream)) return `${stream} is not the id of a stream.`;
  return isRevision(revision) ? undefined : `${revision} is not a revision.`;
};

const malformedEvent = ({ id, type, time, publicEnd, body }: NewEvent): string | undefined => {
  if (!Number.isSafeInteger(time)) return `${time} is not a time in milliseconds.`;
  if (!Number.isSafeInteger(publicEnd) || publicEnd < 0 || publicEnd > body.length) return `${publicEnd} is not a place in the event's text.`;
  if (!isText(body) || body.includes('\n') || !isText(id) || !isText(type)) return 'The text of an event is one line of well-formed Unicode.';
  return undefined;
};

/** From 0, where there is nothing yet. */
const isRevision = (number: number): boolean => Number.isSafeInteger(number) && number >= 0;

/** JSON has no raw NUL, and no database of ours keeps one. */
export const isText = (text: string): boolean => text.isWellFormed() && !text.includes('\0');
