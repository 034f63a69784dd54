import { binaryEvent, type EventData, type RecordedEvent } from '@kurrent/kurrentdb-client';
import { idPattern } from '@patto/contracts';
import { type ExportedEvent, exportedEvent } from '../exported-event.ts';
import type { NewEvent } from '../log.ts';
import { KurrentUnusable } from './unusable.ts';

/** The names of our streams among all of a server: system streams, links and what others keep there are left out. */
export const OUR_STREAMS = idPattern('[a-z][a-z-]*');

/** An event as the server gives it back. */
export type Stored = ExportedEvent;

/**
 * An event as it is sent: its text is the payload, byte for byte, and all that is indexed is read from it again. The client's own JSON would write it
 * anew, and waits for ever where it cannot.
 */
export const sent = ({ id, type, body }: NewEvent): EventData => binaryEvent({ id, type, data: Buffer.from(body) });

/**
 * Reads what a server gave back.
 * @throws KurrentUnusable where it is not what this software wrote
 */
export const stored = (event: RecordedEvent): Stored => {
  const { streamId, revision, data } = event;
  try {
    const read = exportedEvent(Buffer.from(data as Uint8Array).toString('utf8'));
    if (read.stream !== streamId || read.revision !== Number(revision) + 1) throw new Error('It belongs to another place.');
    return read;
  } catch (error) {
    throw new KurrentUnusable(`${streamId} holds at ${revision} what Patto did not write. ${(error as Error).message}`, { cause: error });
  }
};

/** Where an event of the whole log is in the server's, as an offset in bytes; an event that was read from its stream need not tell it. */
export const offsetOf = ({ position }: RecordedEvent): number => {
  const offset = Number(position?.prepare);
  if (!Number.isSafeInteger(offset)) throw new Error('KurrentDB does not tell where an event is in its log.');
  return offset;
};

/** A revision of ours, from 1, as the server counts it, from 0. */
export const stateOf = (revision: number): bigint | 'no_stream' => (revision === 0 ? 'no_stream' : BigInt(revision - 1));

/** The server's state of a stream as a revision of ours. */
export const revisionOf = (state: bigint | string): number => (typeof state === 'bigint' ? Number(state) + 1 : 0);
