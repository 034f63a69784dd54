/** What goes wrong with a call: before anything is done, or after it was done and before it is answered. */
export type Fault = 'denied' | 'unavailable' | 'silent' | 'done, then unavailable' | 'done, then silent';
export type Call = 'batchAppend' | 'appendRecords' | 'read' | 'subscribe';

/** The faults that are to come, and how often each came: a test that waits for one that never came is no test. */
export class Faults {
  readonly #toCome = new Map<Call, Fault[]>();
  readonly #met = new Map<string, number>();

  /** The next calls of this kind meet this fault. */
  add(call: Call, fault: Fault, times = 1): void {
    this.#toCome.set(call, [...(this.#toCome.get(call) ?? []), ...Array.from({ length: times }, () => fault)]);
  }

  /** The fault that a call meets, if any. */
  next(call: Call): Fault | undefined {
    const fault = this.#toCome.get(call)?.shift();
    if (fault) this.count(`${call}: ${fault}`);
    return fault;
  }

  count(what: string): void {
    this.#met.set(what, (this.#met.get(what) ?? 0) + 1);
  }

  /** How often each happened. */
  get met(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#met);
  }
}
