import { binaryEvent, type KurrentDBClient } from '@kurrent/kurrentdb-client';
import { type ExportedEvent, exportedEvents } from '../exported-event.ts';
import type { EventLog, Guard, Position } from '../log.ts';
import { eachWithin, typeOf, within } from './calls.ts';
import type { Send } from './sending.ts';

/** Says that a restore was begun or ended: beside our streams, since it is no event of the log. */
const MARKS = 'patto-restore';
const BEGUN = 'RestoreBegun';
const ENDED = 'RestoreEnded';
/** One transaction takes so many lines and bytes; a server takes 1 MiB unless it is told otherwise. */
const MOST_LINES = 500;
const MOST_BYTES = 512 * 1024;

/** Whether a restore was begun and not ended. */
export const isHalfRestored = async (client: KurrentDBClient, answersWithinMs: number): Promise<boolean> => {
  try {
    const last = client.readStream(MARKS, { direction: 'backwards', fromRevision: 'end', maxCount: 1 });
    for await (const { event } of eachWithin(answersWithinMs, last)) return event?.type === BEGUN;
  } catch (error) {
    if (typeOf(error) !== 'stream-not-found') throw error;
  }
  return false;
};

/** What a restore needs of an open log. */
export interface RestoreParts {
  readonly client: KurrentDBClient;
  readonly send: Send;
  readonly guards: EventLog['capabilities']['guards'];
  /** Tells the position of an event that was sent. */
  readonly placed: (event: ExportedEvent) => Promise<Position>;
  readonly answersWithinMs: number;
}

/**
 * Brings exported lines into an empty log. It is marked until the last line is in, so that one that was interrupted is refused by every start.
 * @throws Error which names the line
 */
export const restoreInto = async (bodies: AsyncIterable<string>, { client, send, guards, placed, answersWithinMs }: RestoreParts): Promise<void> => {
  const mark = (type: string) => within(answersWithinMs, client.appendToStream(MARKS, [binaryEvent({ type, data: Buffer.from('{}') })]));
  await mark(BEGUN);
  let lines: ExportedEvent[] = [];
  let sent: ExportedEvent[] = [];
  let [number, bytes, inPlace] = [0, 0, 0];
  const record = async (): Promise<void> => {
    if (lines.length > 0) await recordAll(send, lines, number);
    sent.push(...lines);
    [lines, bytes] = [[], 0];
  };
  /** A position is the place of a line; the ledger's roots rest on that. */
  const refuseOtherOrder = async (): Promise<void> => {
    for (const [index, line] of sent.entries()) {
      const [at, position] = [inPlace + index, await placed(line)];
      if (position !== at) throw new Error(`Line ${at + 1} cannot be restored. KurrentDB recorded it as its event ${position + 1}.`);
    }
    [inPlace, sent] = [inPlace + sent.length, []];
  };
  for await (const line of exportedEvents(bodies)) {
    number += 1;
    // Where the server writes to one stream at a time, a batch ends with its stream.
    if (guards === 'checked' && lines[0] && lines[0].stream !== line.stream) await record();
    lines.push(line);
    bytes += Buffer.byteLength(line.body);
    if (lines.length === MOST_LINES || bytes > MOST_BYTES) await record();
    if (sent.length >= MOST_LINES) await refuseOtherOrder();
  }
  await record();
  await refuseOtherOrder();
  await mark(ENDED);
};

const recordAll = async (send: Send, lines: readonly ExportedEvent[], number: number): Promise<void> => {
  const checks = new Map<string, Guard>();
  for (const { stream, revision } of lines) if (!checks.has(stream)) checks.set(stream, { stream, revision: revision - 1 });
  const moved = await send({ records: lines.map((event) => ({ stream: event.stream, event })), checks: [...checks.values()] });
  if (moved) throw new Error(`Line ${number} cannot be restored. Somebody else writes to ${moved.stream}.`);
};
