import type { Findings } from './findings.ts';
import { HASH_BYTES, hashNode, TILE_WIDTH } from './merkle.ts';
import { pathOf } from './sealed-files.ts';

/** The largest power of two below `count`, which is at least 2: where RFC 6962 splits a tree. */
const splitOf = (count: number): number => {
  let split = 1;
  while (split * 2 < count) split *= 2;
  return split;
};

/** The tiles of an archive, held against each other from the leaves to the root. */
export class BundleTree {
  /** Tiles that were compared. */
  readonly used = new Set<string>();
  readonly #files: Readonly<Record<string, Uint8Array>>;
  readonly #size: number;
  readonly #findings: Findings;

  constructor(files: Readonly<Record<string, Uint8Array>>, size: number, findings: Findings) {
    this.#files = files;
    this.#size = size;
    this.#findings = findings;
  }

  /** The hash of the full subtree of 256^level leaves with this number; undefined, and a finding, where its tile is missing or too short. */
  hash(level: number, index: number): Buffer | undefined {
    const tile = Math.floor(index / TILE_WIDTH);
    const width = Math.min(TILE_WIDTH, Math.floor(this.#size / TILE_WIDTH ** level) - tile * TILE_WIDTH);
    const name = pathOf(level, tile, width);
    const bytes = this.#files[name];
    if (bytes?.length !== width * HASH_BYTES) {
      this.#findings.add(name, bytes ? `it has ${bytes.length} bytes instead of ${width * HASH_BYTES}` : 'the file is missing');
      return undefined;
    }
    this.used.add(name);
    const at = (index % TILE_WIDTH) * HASH_BYTES;
    return Buffer.from(bytes.subarray(at, at + HASH_BYTES));
  }

  /** Compares every full tile over an entry with the hash that the tile above has of it. */
  checkAbove(index: number): void {
    for (let level = 1, span = TILE_WIDTH; ; level += 1, span *= TILE_WIDTH) {
      const number = Math.floor(index / span);
      if ((number + 1) * span > this.#size) return; // From here on the right edge leads to the root.
      const stated = this.hash(level, number);
      const own = this.#range(number * span, span, level - 1);
      if (stated && own && !stated.equals(own))
        this.#findings.add(pathOf(level - 1, number, TILE_WIDTH), 'it does not have the root that the tile above states');
    }
  }

  /** The root over the whole tree; undefined where a tile is missing. */
  root(): Buffer | undefined {
    return this.#range(0, this.#size);
  }

  /** The root over `count` leaves from `start` on, from the hashes of this level, or of the highest one that has it. */
  #range(start: number, count: number, level = Number.POSITIVE_INFINITY): Buffer | undefined {
    const height = Math.min(level, Math.floor(Math.log2(count) / Math.log2(TILE_WIDTH)));
    const span = TILE_WIDTH ** height;
    if (count === span && start % span === 0) return this.hash(height, start / span);
    const split = splitOf(count);
    const left = this.#range(start, split, level);
    const right = this.#range(start + split, count - split, level);
    return left && right && hashNode(left, right);
  }
}
