import { type CloudEvent, declarationOfType } from '@patto/contracts';
import type { EventLog } from './log.ts';
import type { About, Aggregate } from './pure/index.ts';

/** So many folded streams are kept; the least recently used one goes first. */
const MOST_STREAMS = 20_000;

interface Folded {
  readonly state: unknown;
  readonly revision: number;
}

/** What a fold is told about an event beside its facts. */
export const aboutOf = ({ id, revision, time, data }: CloudEvent): About => ({
  id,
  revision,
  time,
  happenedAt: data.happenedAt,
  by: data.by,
  initiative: data.initiative,
  channel: data.channel,
});

/** States of streams, folded from the log and kept by revision: a stream is read on from where it was left. */
export class FoldCache {
  readonly #log: EventLog;
  readonly #states = new Map<string, Folded>();

  constructor(log: EventLog) {
    this.#log = log;
  }

  /** The state of a stream at its head. */
  async at(aggregate: Aggregate, stream: string): Promise<Folded> {
    const head = await this.#log.revision(stream);
    if (head === 0) return { state: aggregate.initial, revision: 0 };
    let { state, revision } = this.#states.get(stream) ?? { state: aggregate.initial, revision: 0 };
    if (revision < head) {
      for await (const { event } of this.#log.read(stream, { from: revision + 1 })) {
        state = this.#step(aggregate, state, event);
        revision = event.revision;
      }
    }
    this.#keep(stream, { state, revision });
    return { state, revision };
  }

  #step(aggregate: Aggregate, state: unknown, event: CloudEvent): unknown {
    const declared = declarationOfType(event.type);
    if (!declared) throw new Error(`${event.type} is not known to this version of the software.`);
    return aggregate.evolve(state, declared.name, event.data, aboutOf(event));
  }

  #keep(stream: string, folded: Folded): void {
    this.#states.delete(stream);
    this.#states.set(stream, folded);
    if (this.#states.size > MOST_STREAMS) this.#states.delete(this.#states.keys().next().value as string);
  }
}
