import { Findings } from './findings.ts';
import { type Envelope, envelopeOf, LogRules } from './log-rules.ts';
import type { Row } from './rows.ts';

/** One position of the log: its event, where one could be read, and the row that holds it. */
export interface RecordedEvent {
  readonly position: number;
  readonly entry?: Uint8Array | undefined;
  readonly row?: Row | undefined;
  /** The file that a finding about it names. */
  readonly name: string;
}

/** Says in words what does not fit, undefined where all does. It names no value: a report is not a place for content. */
export type FitsSchema = (data: unknown) => string | undefined;

/** The declared schema of an event type; undefined where the type is not declared. */
export type SchemaOf = (type: string) => FitsSchema | undefined;

/** Checks what the events say: the rules that every log of Patto keeps, and the declared schemas. */
export class Recorded {
  /** What breaks a rule or a schema, apart from what is wrong with the seal. */
  readonly broken = new Findings();
  /** How many events there are of each type that is not declared. */
  readonly unknownTypes: Record<string, number> = {};
  /** Events that were held against a schema. */
  schemasChecked = 0;
  /** Milliseconds. */
  rulesMs = 0;
  schemasMs = 0;
  readonly rules: LogRules;
  readonly #seal: Findings;
  readonly #schemaOf: SchemaOf | undefined;

  constructor(seal: Findings, schemaOf: SchemaOf | undefined, cited: LogRules | 'unknown' | undefined) {
    this.#seal = seal;
    this.#schemaOf = schemaOf;
    this.rules = new LogRules(cited);
  }

  /** Checks the next events of the log. */
  check(events: readonly RecordedEvent[]): void {
    const since = performance.now();
    const read = events.map((event) => this.#checkRules(event));
    const between = performance.now();
    if (this.#schemaOf) for (const [at, event] of events.entries()) this.#checkSchema(this.#schemaOf, event, read[at]);
    this.rulesMs += between - since;
    this.schemasMs += performance.now() - between;
  }

  #checkRules({ position, entry, row, name }: RecordedEvent): Envelope | undefined {
    if (!entry) {
      this.rules.skip();
      return undefined;
    }
    const event = envelopeOf(entry);
    for (const fault of this.rules.faultsOf(event)) this.broken.add(name, fault, position);
    const said = row && (Buffer.compare(entry, row.body) === 0 ? event : envelopeOf(row.body));
    const wrong = row && said ? this.rules.wrongColumns(row, said) : [];
    if (wrong.length > 0) this.#seal.add(name, `columns of the row do not say what its event says: ${wrong.join(', ')}`, position);
    return event;
  }

  #checkSchema(schemaOf: SchemaOf, { position, name }: RecordedEvent, event: Envelope | undefined): void {
    if (!event || typeof event.type !== 'string') return;
    const fits = schemaOf(event.type);
    if (!fits) {
      this.unknownTypes[event.type] = (Object.hasOwn(this.unknownTypes, event.type) ? (this.unknownTypes[event.type] ?? 0) : 0) + 1;
      return;
    }
    this.schemasChecked += 1;
    const fault = fits(event.data);
    if (fault) this.broken.add(name, `it does not fit the schema of ${event.type}: ${fault}`, position);
  }
}
