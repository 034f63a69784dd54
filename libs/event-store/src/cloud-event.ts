import { type Circumstances, declarationOf, personalFields, type Sealed, valueAt } from '@patto/contracts';
import type { NewEvent } from './log.ts';
import type { Decided } from './pure/index.ts';

/** What an event says beside what was decided. */
export interface Recording extends Omit<Circumstances, 'happenedAt' | 'basedOn'> {
  readonly happenedAt: string;
  readonly basedOn: readonly string[];
  readonly id: string;
  readonly stream: string;
  readonly revision: number;
  /** Milliseconds of the Unix epoch. */
  readonly time: number;
  readonly command: string;
  readonly digest: string;
  readonly correlationId?: string | undefined;
  readonly causationId?: string | undefined;
  readonly traceparent?: string | undefined;
  /** What in the policy allowed it. */
  readonly allowedBy?: string | undefined;
}

/** The personal members of a decided event, each with the one whose content it is. */
export const personalParts = ({ class: declared, data }: Decided, stream: string) =>
  personalFields(declared).flatMap(({ field, of, find }) => {
    const value = (data as Record<string, unknown>)[field];
    if (value === undefined) return [];
    const subject = of === '$stream' ? stream : valueAt(data, of);
    if (typeof subject !== 'string') throw new Error(`${declared.name}.${field} says that ${of} is whose it is, and there is nobody there.`);
    return [{ subject, part: field, value, ...(find && { find }) }];
  });

/**
 * The event's final text, made once: the stored body, the ledger's leaf and the auditor's export are these bytes. `data` is the last
 * member and `personal` the last of `data`, so that the public form is the same text with one range cut out.
 */
export const cloudEvent = ({ class: declared, data }: Decided, recording: Recording, sealed: readonly Sealed[]): NewEvent => {
  const { type, service } = declarationOf(declared);
  const personal = new Set(personalFields(declared).map(({ field }) => field));
  const facts = personal.size === 0 ? data : Object.fromEntries(Object.entries(data as object).filter(([member]) => !personal.has(member)));
  const { by, initiative, channel, happenedAt, basedOn } = recording;
  const text = JSON.stringify({
    specversion: '1.0',
    id: recording.id,
    type,
    source: `/services/${service}`,
    subject: recording.stream,
    time: new Date(recording.time).toISOString(),
    datacontenttype: 'application/json',
    dataschema: `/schemas/${type}.json`,
    revision: recording.revision,
    partitionkey: recording.stream,
    commandid: recording.command,
    commanddigest: recording.digest,
    correlationid: recording.correlationId,
    causationid: recording.causationId,
    traceparent: recording.traceparent,
    allowedby: recording.allowedBy,
    authtype: by.actor.startsWith('system-') ? 'system' : 'user',
    authid: by.actor,
    data: { ...(facts as object), by, initiative, channel, happenedAt, basedOn },
  });
  const publicEnd = sealed.length === 0 ? 0 : text.length - '}}'.length;
  const body = publicEnd === 0 ? text : `${text.slice(0, publicEnd)},"personal":${JSON.stringify(sealed)}}}`;
  return { id: recording.id, type, time: recording.time, body, publicEnd };
};
