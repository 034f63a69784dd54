import { hash } from 'node:crypto';

/** SHA-256(0x00 ‖ entry), RFC 6962. */
export const hashLeaf = (entry: Uint8Array): Buffer => hash('sha256', Buffer.concat([Buffer.of(0), entry]), 'buffer');

/** SHA-256(0x01 ‖ left ‖ right), RFC 6962. */
export const hashNode = (left: Uint8Array, right: Uint8Array): Buffer => hash('sha256', Buffer.concat([Buffer.of(1), left, right]), 'buffer');

const TILE_HEIGHT = 8; // a tile's 256 hashes stand eight levels below their root

/**
 * Adds up leaves like a binary counter: two subtrees of the same height become one. Every hash that some tile must
 * hold comes by on the way.
 */
export class Counter {
  readonly #subtrees: { readonly height: number; readonly hash: Buffer }[] = [];

  constructor(
    /** Told of each hash that a tile of level 1 or above holds, in order. */
    readonly onTileHash: (level: number, tileHash: Buffer) => void,
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
    if (!last) return hash('sha256', '', 'buffer');
    return before.reduce((right, left) => hashNode(left.hash, right), last.hash);
  }
}
