import { isUuid } from '@patto/contracts';
import type { KafkaMessage, Message as Outgoing } from 'kafkajs';
import type { Message } from '../bus.ts';

/**
 * CloudEvents' binary mode for Kafka: the value is the event's `data`, every other attribute is a `ce_` header, the media type is
 * `content-type`. The headers keep the attributes' order, so a listener has the very bytes of the public form again.
 */
const DATA = ',"data":';
const CONTENT_TYPE = 'content-type';
const POSITION = 'patto-position';
/** Headers are texts; this attribute is a number in the event. */
const NUMBERS: ReadonlySet<string> = new Set(['revision']);

/** A message as Kafka gets it. */
export type KafkaRecord = Outgoing & { readonly value: Buffer };

export const recordOf = ({ key, position, body }: Message): KafkaRecord => {
  // A quote inside an attribute is escaped, so this is where the member begins.
  const cut = body.indexOf(DATA);
  if (cut < 0) throw new Error('A message without data cannot be published.');
  const attributes = JSON.parse(`${body.slice(0, cut)}}`) as Record<string, string | number>;
  const headers: Record<string, string> = {};
  for (const name in attributes) headers[headerOf(name)] = String(attributes[name]);
  headers[POSITION] = String(position);
  return { key, value: Buffer.from(body.slice(cut + DATA.length, -1)), headers };
};

/** The headers' names, which are the same for every event, are made once. */
const headerNames = new Map<string, string>();
const headerOf = (attribute: string): string => {
  const known = headerNames.get(attribute);
  if (known !== undefined) return known;
  const name = attribute === 'datacontenttype' ? CONTENT_TYPE : `ce_${attribute}`;
  headerNames.set(attribute, name);
  return name;
};

const WHOLE = /^\d{1,15}$/; // A safe integer.

/**
 * The event type of a record; undefined where it is not an event of ours. What makes no sense without being looked into is left to who reads it, and
 * they can put it aside: for that it needs an id and a place.
 */
export const typeIn = ({ key, value, headers = {} }: KafkaMessage): string | undefined => {
  const isOurs = key && value && isUuid(String(headers['ce_id'])) && WHOLE.test(String(headers[POSITION])) && WHOLE.test(String(headers['ce_revision']));
  return isOurs ? headers['ce_type']?.toString() : undefined;
};

/** The message in a record for which `typeIn` told a type. */
export const messageIn = ({ key, value, headers: given = {} }: KafkaMessage): Message => {
  const headers = Object.fromEntries(Object.entries(given).map(([name, text]) => [name, String(text)]));
  return {
    id: headers['ce_id'] ?? '',
    key: String(key),
    type: headers['ce_type'] ?? '',
    position: Number(headers[POSITION]),
    headers,
    body: `{${attributesOf(headers).join(',')}${DATA}${String(value)}}`,
  };
};

const attributesOf = (headers: Readonly<Record<string, string>>): readonly string[] =>
  Object.entries(headers).flatMap(([header, text]) => {
    const name = header === CONTENT_TYPE ? 'datacontenttype' : header.replace(/^ce_/, '');
    if (name === header) return []; // Not an attribute of the event.
    return `${JSON.stringify(name)}:${NUMBERS.has(name) ? text : JSON.stringify(text)}`;
  });
