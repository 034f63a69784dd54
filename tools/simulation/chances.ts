/** What decides everything in a schedule: the same seed decides the same. */
export interface Chances {
  /** From 0, below 1. */
  next(): number;
  /** A whole number from 0, below `end`. */
  below(end: number): number;
  /** One of these. @throws RangeError where there is none */
  oneOf<Item>(items: readonly Item[]): Item;
}

/** A xorshift generator of 32 bits; neighbouring seeds are spread apart first. */
export const chances = (seed: number): Chances => {
  let state = Math.imul(seed + 1, 0x9e_37_79_b1) | 1;
  const next = (): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
  const below = (end: number): number => Math.floor(next() * end);
  const oneOf = <Item>(items: readonly Item[]): Item => {
    if (items.length === 0) throw new RangeError('There is nothing to choose from.');
    return items[below(items.length)] as Item;
  };
  return { next, below, oneOf };
};
