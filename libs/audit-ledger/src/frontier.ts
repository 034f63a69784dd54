import { EMPTY_ROOT, HASH_BYTES, nodeHash, writeLeafHash, writeLeafHashIn, writeNodeHash } from './hashing.ts';

/** Hashes in a full tile, entries in a full bundle: eight levels of the tree (C2SP tlog-tiles). */
export const TILE_WIDTH = 256;

/** A tile that has just become full. */
export interface FullTile {
  readonly level: number;
  readonly index: number;
  readonly hashes: Buffer;
}

interface Edge {
  readonly hashes: Buffer;
  width: number;
}

/** How many hashes the rightmost tile of a level holds in a tree of `size` entries; 0 where there is no partial tile. */
export const partialWidth = (size: number, level: number): number => Math.floor(size / TILE_WIDTH ** level) % TILE_WIDTH;

/** Levels of tiles that have at least one hash in a tree of `size` entries. */
export const levelsOf = (size: number): number => {
  let levels = 0;
  while (size >= TILE_WIDTH ** levels) levels += 1;
  return levels;
};

/** The right edge of the tree: the partial tile of each level, which is all that a root and the next append need. */
export class Frontier {
  readonly #edges: Edge[] = [];
  #size = 0;

  /** The frontier of a tree of `size` entries, whose partial tiles `partial` gives for each level. */
  static of(size: number, partial: (level: number, width: number) => Uint8Array): Frontier {
    const frontier = new Frontier();
    frontier.#size = size;
    for (let level = 0; level < levelsOf(size); level++) {
      const edge = frontier.#edge(level);
      edge.width = partialWidth(size, level);
      if (edge.width > 0) edge.hashes.set(partial(level, edge.width).subarray(0, edge.width * HASH_BYTES));
    }
    return frontier;
  }

  /** Entries in the tree. */
  get size(): number {
    return this.#size;
  }

  /** A copy that moves on its own. */
  copy(): Frontier {
    return Frontier.of(this.#size, (level) => this.partialTile(level));
  }

  /** Adds an entry and returns the tiles that it made full, the lowest first. */
  append(entry: Uint8Array): readonly FullTile[] {
    const edge = this.#edge(0);
    writeLeafHash(entry, edge.hashes, edge.width * HASH_BYTES);
    return this.#grown(edge);
  }

  /** The same for the entry that lies from `start` to `end` of a bundle. */
  appendFrom(bundle: Buffer, start: number, end: number): readonly FullTile[] {
    const edge = this.#edge(0);
    writeLeafHashIn(bundle, start, end, edge.hashes, edge.width * HASH_BYTES);
    return this.#grown(edge);
  }

  /** The hashes of the partial tile of a level; empty where it has none. */
  partialTile(level: number): Buffer {
    const edge = this.#edges[level];
    return edge ? Buffer.from(edge.hashes.subarray(0, edge.width * HASH_BYTES)) : Buffer.alloc(0);
  }

  /** The root of the whole tree. */
  root(): Buffer {
    let root: Buffer | undefined;
    for (const { hashes, width } of this.#edges) {
      // From the right: the smallest perfect subtrees come last in a tile, and the lowest level lies to the right of the others.
      for (let end = width, span = 1; end > 0; span *= 2) {
        if (end % (span * 2) === 0) continue;
        const subtree = perfectRoot(hashes.subarray((end - span) * HASH_BYTES, end * HASH_BYTES));
        root = root ? nodeHash(subtree, root) : subtree;
        end -= span;
      }
    }
    return root ?? EMPTY_ROOT;
  }

  #grown(lowest: Edge): readonly FullTile[] {
    lowest.width += 1;
    this.#size += 1;
    return lowest.width === TILE_WIDTH ? this.#roll() : NO_TILES;
  }

  #roll(): FullTile[] {
    const full: FullTile[] = [];
    for (let level = 0; this.#edges[level]?.width === TILE_WIDTH; level++) {
      const edge = this.#edge(level);
      const index = this.#size / TILE_WIDTH ** (level + 1) - 1;
      full.push({ level, index, hashes: Buffer.from(edge.hashes) });
      edge.width = 0;
      const above = this.#edge(level + 1);
      perfectRoot(edge.hashes).copy(above.hashes, above.width * HASH_BYTES);
      above.width += 1;
    }
    return full;
  }

  #edge(level: number): Edge {
    this.#edges[level] ??= { hashes: Buffer.alloc(TILE_WIDTH * HASH_BYTES), width: 0 };
    return this.#edges[level];
  }
}

const NO_TILES: readonly FullTile[] = [];
const scratch = Buffer.alloc((TILE_WIDTH / 2) * HASH_BYTES);

/** The root over a power of two of hashes, at most 256. */
export const perfectRoot = (hashes: Buffer): Buffer => {
  let row = hashes;
  for (let count = hashes.length / HASH_BYTES / 2; count >= 1; count /= 2) {
    // Each pair is read before its place is written, so one scratch buffer serves all rows.
    for (let pair = 0; pair < count; pair++) writeNodeHash(row, pair * 2 * HASH_BYTES, scratch, pair * HASH_BYTES);
    row = scratch;
  }
  return Buffer.from(row.subarray(0, HASH_BYTES));
};
