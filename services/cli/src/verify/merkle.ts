import { createHash } from 'node:crypto';

/** SHA-256(0x00 ‖ entry), RFC 6962. */
export const hashLeaf = (entry: Uint8Array): Buffer => createHash('sha256').update(Buffer.of(0)).update(entry).digest();

/** SHA-256(0x01 ‖ left ‖ right), RFC 6962. */
export const hashNode = (left: Uint8Array, right: Uint8Array): Buffer => createHash('sha256').update(Buffer.of(1)).update(left).update(right).digest();

const TILE_HEIGHT = 8; // a tile's 256 hashes stand eight levels below their root

/**
 * Adds up leaves like a binary counter: two subtrees of the same height become one. Every hash that some tile must
 * hold comes by on the way.
 */
export class Counter {
  readonly #subtrees: { readonly height: number; readonly hash: Buffer }[] = [];

  constructor(
    /** Told of each hash that a tile of level 1 or above holds, in order. */
    readonly onTileHash: (level: number, hash: Buffer) => void,
  ) {}

  add(leaf: Buffer): void {
    let sum = { height: 0, hash: leaf };
    for (let last = this.#subtrees.at(-1); last?.height === sum.height; last = this.#subtrees.at(-1)) {
      this.#subtrees.pop();
      sum = { height: sum.height + 1, hash: hashNode(last.hash, sum.hash) };
      if (sum.height % TILE_HEIGHT === 0) this.onTileHash(sum.height / TILE_HEIGHT, sum.hash);
    }
    this.#subtrees.push(sum);
  }

  /** The root over all leaves so far. */
  root(): Buffer {
    const [last, ...before] = this.#subtrees.toReversed();
    if (!last) return createHash('sha256').digest();
    return before.reduce((right, { hash }) => hashNode(hash, right), last.hash);
  }
}
