import type { Checkpoints, EventLog } from '@patto/event-store';

/** Where a process may die: on either side of everything that becomes durable. */
export type Point =
  | 'before an append'
  | 'after an append'
  | 'before a checkpoint'
  | 'after a checkpoint'
  | 'before a page takes effect'
  | 'after a page took effect'
  | 'before a place on the bus moves';

/** The process died here; nothing that it had in memory goes on. */
export class Died extends Error {
  override readonly name = 'Died';
}

/** Kills the process at a point that was chosen ahead, and keeps it dead until it is begun anew. */
export class Faults {
  readonly fired: Partial<Record<Point, number>> = {};
  #pointsLeft = Number.POSITIVE_INFINITY;
  #isDead = false;

  get isDead(): boolean {
    return this.#isDead;
  }

  /** The process will die at the point after so many. */
  arm(points: number): void {
    this.#pointsLeft = Math.min(this.#pointsLeft, points);
  }

  /** A new process, that is not to die. */
  begin(): void {
    this.#isDead = false;
    this.#pointsLeft = Number.POSITIVE_INFINITY;
  }

  /** @throws Died here, where it was chosen; everywhere, once it is dead */
  at(point: Point): void {
    if (this.#isDead) throw new Died('The process is dead.');
    if (this.#pointsLeft > 0) {
      this.#pointsLeft -= 1;
      return;
    }
    this.#isDead = true;
    this.fired[point] = (this.fired[point] ?? 0) + 1;
    throw new Died(`The process died ${point}.`);
  }
}

/** A log whose process may die around an append: it is recorded or not, and its caller is not told. */
export const mortalLog = (log: EventLog, faults: Faults): EventLog => ({
  capabilities: log.capabilities,
  append: async (stream, expected, events, options) => {
    faults.at('before an append');
    const appended = await log.append(stream, expected, events, options);
    faults.at('after an append');
    return appended;
  },
  outcome: (command) => log.outcome(command),
  read: (stream, range) => log.read(stream, range),
  readAll: (range) => log.readAll(range),
  subscribe: (from, signal) => log.subscribe(from, signal),
  head: () => log.head(),
  revision: (stream) => log.revision(stream),
  positionAt: (instant) => log.positionAt(instant),
  restore: (bodies) => log.restore(bodies),
  close: () => log.close(),
});

/** Checkpoints whose process may die around a save. Tries are counted by the living only. */
export const mortalCheckpoints = (checkpoints: Checkpoints, faults: Faults): Checkpoints => ({
  load: (name) => checkpoints.load(name),
  save: async (name, position) => {
    faults.at('before a checkpoint');
    await checkpoints.save(name, position);
    faults.at('after a checkpoint');
  },
  tried: async (name, position) => {
    if (faults.isDead) throw new Died('The process is dead.');
    return checkpoints.tried(name, position);
  },
  close: () => checkpoints.close(),
});
