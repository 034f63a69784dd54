import type { CloudEvent } from '@patto/contracts';
import type { Recorded } from '@patto/event-store';
import type { Message } from './bus.ts';

/** A recorded event as a message. What an engine does not ask for is not computed: the embedded one needs the position alone. */
export const messageOf = (recorded: Recorded): Message => new RecordedMessage(recorded);

class RecordedMessage implements Message {
  readonly #recorded: Recorded;

  constructor(recorded: Recorded) {
    this.#recorded = recorded;
  }

  get id(): string {
    return this.#recorded.event.id;
  }
  get key(): string {
    return this.#recorded.stream;
  }
  get type(): string {
    return this.#recorded.type;
  }
  get position(): number {
    return this.#recorded.position;
  }
  get body(): string {
    return this.#recorded.publicForm;
  }
  get headers(): Readonly<Record<string, string>> {
    return headersOf(this.#recorded.event, this.#recorded.position);
  }
}

/** CloudEvents' attributes as Kafka's binary mode names them, and the place in the log, which is not in the recorded text. */
const headersOf = (event: CloudEvent, position: number): Readonly<Record<string, string>> => ({
  ce_specversion: event.specversion,
  ce_id: event.id,
  ce_type: event.type,
  ce_source: event.source,
  ce_subject: event.subject,
  ce_time: event.time,
  ce_dataschema: event.dataschema,
  ce_partitionkey: event.partitionkey,
  'patto-position': String(position),
});
