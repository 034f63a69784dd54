/** Those who wait until something is so: each is woken when it is, and not whenever anything happens. */
export class Waiting {
  readonly #waiting = new Set<{ readonly isSo: () => boolean; readonly wake: () => void }>();

  /** Resolves when it was found to be so, when all are woken, or after so many milliseconds. */
  until(isSo: () => boolean, ms: number): Promise<void> {
    return new Promise((resolve) => {
      const one = {
        isSo,
        wake: () => {
          clearTimeout(timer);
          this.#waiting.delete(one);
          resolve();
        },
      };
      const timer = setTimeout(one.wake, ms);
      this.#waiting.add(one);
    });
  }

  /** Wakes those for whom it is so now. */
  look(): void {
    for (const { isSo, wake } of this.#waiting) if (isSo()) wake();
  }

  wakeAll(): void {
    for (const { wake } of this.#waiting) wake();
  }
}
