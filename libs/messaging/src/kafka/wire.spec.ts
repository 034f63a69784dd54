import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { KafkaMessage } from 'kafkajs';
import { Knocked, newDoor, newEvent, SERVICE } from '../conformance/examples.ts';
import type { Message } from '../bus.ts';
import { messageIn, recordOf, typeIn } from './wire.ts';

/** What a broker gives for what it was given: headers become bytes. */
const carried = (message: Message): KafkaMessage => {
  const { key, value, headers = {} } = recordOf(message);
  const bytes = Object.fromEntries(Object.entries(headers).map(([name, text]) => [name, Buffer.from(String(text))]));
  return { key: Buffer.from(String(key)), value, headers: bytes, timestamp: '0', attributes: 0, offset: '0' };
};

const message = (body: string): Message => {
  const { id, type, subject } = JSON.parse(body) as { id: string; type: string; subject: string };
  return { id, key: subject, type, position: 7, headers: {}, body };
};

describe('a message on Kafka', () => {
  it('comes back as the very bytes of the public form', () => {
    const { body } = newEvent({ door: newDoor(), revision: 3, class: Knocked, number: 5 });
    const sent = message(body);
    const { headers, ...come } = messageIn(carried(sent));
    expect({ ...come, headers: {} }).toEqual(sent);
    expect(headers).toMatchObject({ 'content-type': 'application/json', ce_revision: '3', 'patto-position': '7' });
    expect(typeIn(carried(sent))).toBe(`patto.${SERVICE}.Knocked.v1`);
  });

  it('comes back so whatever its attributes and its data say', () => {
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('"', ',"data":', '\\",\\"data\\":{', '{}', 'è'));
    fc.assert(
      fc.property(text, text, fc.jsonValue(), fc.nat(), (correlationid, authid, data, revision) => {
        const attributes = { specversion: '1.0', id: 'a', type: 't', subject: 's', datacontenttype: 'application/json', revision, correlationid, authid };
        const body = JSON.stringify({ ...attributes, data: data ?? null });
        // A lone half of a surrogate pair cannot be written as UTF-8, and no event has one.
        fc.pre(body.isWellFormed() && !/\\u[dD][89a-fA-F]/.test(body));
        expect(messageIn(carried(message(body))).body).toBe(body);
      }),
    );
  });

  it.each([
    ['has no value', { value: null }],
    ['has no key', { key: null }],
    ['has no headers', { headers: {} }],
  ])('is no event where it %s', (_what, lacking) => {
    const { body } = newEvent({ door: newDoor(), revision: 1, class: Knocked, number: 1 });
    expect(typeIn({ ...carried(message(body)), ...lacking } as KafkaMessage)).toBeUndefined();
  });

  it.each([
    ['ce_id', ''],
    ['ce_id', 'me'],
    ['ce_revision', '1.5'],
    ['ce_revision', '"1"'],
    ['patto-position', '-1'],
    ['patto-position', '9007199254740993'],
  ])('is no event where %s is %j', (header, text) => {
    const record = carried(message(newEvent({ door: newDoor(), revision: 1, class: Knocked, number: 1 }).body));
    const other = { ...record, headers: { ...record.headers, [header]: Buffer.from(text) } } as KafkaMessage;
    expect(typeIn(other)).toBeUndefined();
  });
});
