import type { Message } from '../bus.ts';
import { type KafkaRecord, recordOf } from './wire.ts';

/** A broker takes at most 1 MiB for a partition at once, unless it was told otherwise, and all of a page may be of one stream. */
const MOST_BYTES = 768 * 1024;
/** What the headers of a message add to that, roughly. */
const HEADER_BYTES = 768;

/** Messages in their order as records of Kafka, as many together as a broker takes. */
export function* kafkaBatches(messages: readonly Message[]): Generator<KafkaRecord[]> {
  let batch: KafkaRecord[] = [];
  let bytes = 0;
  for (const message of messages) {
    const record = recordOf(message);
    const size = record.value.length + HEADER_BYTES;
    if (batch.length > 0 && bytes + size > MOST_BYTES) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(record);
    bytes += size;
  }
  if (batch.length > 0) yield batch;
}
