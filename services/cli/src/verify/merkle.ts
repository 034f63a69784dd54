import { hash } from 'node:crypto';

export const HASH_BYTES = 32;

/** Leaves under one tile. */
export const TILE_WIDTH = 256;

/** SHA-256(0x00 ‖ entry), RFC 6962. */
export const hashLeaf = (entry: Uint8Array): Buffer => hash('sha256', Buffer.concat([Buffer.of(0), entry]), 'buffer');

/** SHA-256(0x01 ‖ left ‖ right), RFC 6962. */
export const hashNode = (left: Uint8Array, right: Uint8Array): Buffer => hash('sha256', Buffer.concat([Buffer.of(1), left, right]), 'buffer');

/**
 * Writes SHA-256 of the input to a place of a buffer. Node makes a text of 32 letters faster than a buffer of its own.
 * @param at in hashes
 */
export const writeHash = (input: Uint8Array, into: Buffer, at: number): void => {
  into.write(hash('sha256', input, 'latin1'), at * HASH_BYTES, HASH_BYTES, 'latin1');
};

const TILE_HEIGHT = 8; // a tile's 256 hashes stand eight levels below their root

/**
 * Adds up leaves like a binary counter: two subtrees of the same height become one. Every hash that some tile must
 * hold comes by on the way.
 */
export class Counter {
  /** Leaves so far. */
  size = 0;
  readonly #subtrees: { readonly height: number; readonly hash: Buffer }[] = [];
  readonly #row = Buffer.alloc(TILE_WIDTH * HASH_BYTES);
  readonly #pair = Buffer.alloc(1 + 2 * HASH_BYTES, 1);

  constructor(
    /** Told of each hash that a tile of level 1 or above holds, in order. */
    readonly onTileHash: (level: number, tileHash: Buffer) => void,
  ) {}

  add(leaf: Buffer): void {
    this.size += 1;
    this.#push(0, leaf);
  }

  /** Adds the 256 leaves of a full tile at once, where so many make a subtree of their own: the size before is a multiple of 256. */
  addTile(leaves: Buffer): void {
    leaves.copy(this.#row);
    for (let width = TILE_WIDTH / 2; width >= 1; width /= 2) {
      for (let at = 0; at < width; at++) {
        this.#row.copy(this.#pair, 1, 2 * at * HASH_BYTES, 2 * (at + 1) * HASH_BYTES);
        writeHash(this.#pair, this.#row, at);
      }
    }
    this.size += TILE_WIDTH;
    this.#push(TILE_HEIGHT, Buffer.from(this.#row.subarray(0, HASH_BYTES)));
  }

  /** The root over all leaves so far. */
  root(): Buffer {
    const [last, ...before] = this.#subtrees.toReversed();
    if (!last) return hash('sha256', '', 'buffer');
    return before.reduce((right, left) => hashNode(left.hash, right), last.hash);
  }

  #push(height: number, subtree: Buffer): void {
    let sum = { height, hash: subtree };
    if (height > 0) this.onTileHash(height / TILE_HEIGHT, subtree);
    for (let last = this.#subtrees.at(-1); last?.height === sum.height; last = this.#subtrees.at(-1)) {
      this.#subtrees.pop();
      sum = { height: sum.height + 1, hash: hashNode(last.hash, sum.hash) };
      if (sum.height % TILE_HEIGHT === 0) this.onTileHash(sum.height / TILE_HEIGHT, sum.hash);
    }
    this.#subtrees.push(sum);
  }
}
