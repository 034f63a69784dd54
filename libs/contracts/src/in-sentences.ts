import { type Circumstances, type CloudEvent, eventFacts } from './envelope.ts';
import { declarationOfType } from './event.ts';
import { isId } from './ids.ts';

/** An event as a history gives it: the items of `GET …/history`. */
export interface HistoryItem extends Pick<Circumstances, 'by' | 'channel' | 'happenedAt'> {
  readonly type: string;
  /** When it was recorded, RFC 3339. */
  readonly time: string;
  /** What it says, without personal content. */
  readonly facts: object;
}

/** A recorded event as a history gives it. */
export const historyItem = (event: CloudEvent): HistoryItem => {
  const { type, time, data } = event;
  return { type, time, by: data.by, channel: data.channel, happenedAt: data.happenedAt, facts: eventFacts(event) };
};

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];
/** How an act came in, where the one who acted did not enter it. */
const BROUGHT = { self: '', dictated: ', as dictated', paper: ', from paper' } as const;

/**
 * Tells one event of any declared type in English: what happened, by whom, on whose behalf and under which mandate, when, and what it
 * names. Its words come from the event's name; a type that this version does not know is told by its type.
 */
export const inASentence = ({ type, time, by, channel, happenedAt, facts }: HistoryItem): string => {
  const behalf = by.onBehalfOf ?? by.organisation;
  const who = `${by.actor}${behalf ? ` for ${behalf}` : ''}${by.mandate ? ` under ${by.mandate}` : ''}${BROUGHT[channel]}`;
  const told = `${moment(time)}: ${wordsOf(type)}, by ${who}.`;
  const earlier = Date.parse(happenedAt) < Date.parse(time) ? [`It happened on ${moment(happenedAt)}.`] : [];
  const named = [...new Set(idsIn(facts))];
  return [told, ...earlier, ...(named.length > 0 ? [`It names ${listed(named)}.`] : [])].join(' ');
};

/** A history, a sentence or a few for each event. */
export const inSentences = (items: readonly HistoryItem[]): readonly string[] => items.map(inASentence);

/** `PlanSigned` as `plan signed`, `HSDSRecordImported` as `HSDS record imported`. */
const wordsOf = (type: string): string => {
  const name = declarationOfType(type)?.name;
  if (name === undefined) return type;
  const words = name.match(/[A-Z]+(?![a-z])|[A-Z][a-z]*|\d+/g) ?? [name];
  return words.map((word) => (/^[A-Z]{2,}$/.test(word) ? word : word.toLowerCase())).join(' ');
};

/** `1 March 2027, 09:00:05 UTC`. */
const moment = (at: string): string => {
  const date = new Date(at);
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}, ${date.toISOString().slice(11, 19)} UTC`;
};

const idsIn = (value: unknown): readonly string[] => {
  if (isId(value)) return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(idsIn) : [];
};

const listed = (names: readonly string[]): string => (names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${names.at(-1)}` : names.join());
