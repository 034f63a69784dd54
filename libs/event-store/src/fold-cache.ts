import { ANY_CATEGORY, type CloudEvent, declarationOfType, type EventDeclaration } from '@patto/contracts';
import type { EventLog } from './log.ts';
import type { About, Aggregate } from './pure/index.ts';

/** So many folded streams are kept; the least recently used one goes first. */
const MOST_STREAMS = 20_000;

interface Folded {
  readonly state: unknown;
  readonly revision: number;
  /** The revision that last moved the state: what came after is about acts that do nothing yet. */
  readonly moved: number;
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

const declared = ({ type }: CloudEvent): EventDeclaration => {
  const declaration = declarationOfType(type);
  if (!declaration) throw new Error(`${type} is not known to this version of the software.`);
  return declaration;
};

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
    if (head === 0) return { state: aggregate.initial, revision: 0, moved: 0 };
    let { state, revision, moved } = this.#states.get(stream) ?? { state: aggregate.initial, revision: 0, moved: 0 };
    if (revision < head) {
      for await (const { event } of this.#log.read(stream, { from: revision + 1 })) {
        revision = event.revision;
        if (declared(event).category === ANY_CATEGORY) continue;
        state = aggregate.evolve(state, declared(event).name, event.data, aboutOf(event));
        moved = revision;
      }
    }
    this.#keep(stream, { state, revision, moved });
    return { state, revision, moved };
  }

  #keep(stream: string, folded: Folded): void {
    this.#states.delete(stream);
    this.#states.set(stream, folded);
    if (this.#states.size > MOST_STREAMS) this.#states.delete(this.#states.keys().next().value as string);
  }
}
