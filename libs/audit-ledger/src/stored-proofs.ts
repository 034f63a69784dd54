import type { LedgerFiles } from './files.ts';
import { TILE_WIDTH } from './frontier.ts';
import { HASH_BYTES, writeNodeHash } from './hashing.ts';
import { consistencyProof, inclusionProof, type NodeReader } from './proofs.ts';

/** So many tiles are kept with all their inner nodes: 16 KiB each, and the proofs of neighbours come from the same few. */
const MOST_TILES = 512;

/** Proofs about what is under the checkpoints of one ledger. */
export interface Proofs {
  /** The hashes that prove entry `index` under the root of the first `size` entries, leaf sibling first. @throws RangeError */
  inclusion(index: number, size: number): Promise<Buffer[]>;
  /** The hashes that prove that the tree of `to` entries extends the one of `from`, which is at least 1. @throws RangeError */
  consistency(from: number, to: number): Promise<Buffer[]>;
}

/** Proofs from stored tiles, of trees up to this size. */
export const proofsFrom = (files: LedgerFiles, signedSize: () => number | Promise<number>): Proofs => {
  const kept = new Map<string, Promise<readonly Buffer[]>>();

  const expanded = (level: number, tile: number, width: number): Promise<readonly Buffer[]> => {
    const name = `${level}/${tile}/${width}`;
    const rows = kept.get(name) ?? files.tile(level, tile, width).then(rowsOf);
    kept.delete(name); // The one that was used last stands last.
    kept.set(name, rows);
    rows.catch(() => kept.delete(name));
    const oldest = kept.keys().next().value;
    if (kept.size > MOST_TILES && oldest !== undefined) kept.delete(oldest);
    return rows;
  };

  const nodesOf =
    (size: number): NodeReader =>
    async (level, index, count) => {
      const tile = Math.floor(index / TILE_WIDTH);
      const width = Math.min(TILE_WIDTH, Math.floor(size / TILE_WIDTH ** level) - tile * TILE_WIDTH);
      const row = (await expanded(level, tile, width))[Math.log2(count)] as Buffer;
      const first = ((index % TILE_WIDTH) / count) * HASH_BYTES;
      return row.subarray(first, first + HASH_BYTES);
    };

  return {
    inclusion: async (index, size) => {
      const signed = await signedSize();
      if (!(index >= 0 && index < size && size <= signed)) throw new RangeError(`There is no entry ${index} under a checkpoint of ${size} entries.`);
      return inclusionProof(nodesOf(signed), index, size);
    },
    consistency: async (from, to) => {
      const signed = await signedSize();
      if (!(from >= 1 && from <= to && to <= signed)) throw new RangeError(`There is no proof from ${from} to ${to} entries.`);
      return consistencyProof(nodesOf(signed), from, to);
    },
  };
};

/** The hashes of a tile and the rows of nodes over its pairs; what has no right neighbour has no node. */
const rowsOf = (hashes: Buffer): readonly Buffer[] => {
  const rows = [hashes];
  for (let row = hashes; row.length >= 2 * HASH_BYTES; ) {
    const above = Buffer.alloc(Math.floor(row.length / 2 / HASH_BYTES) * HASH_BYTES);
    for (let at = 0; at < above.length; at += HASH_BYTES) writeNodeHash(row, 2 * at, above, at);
    rows.push(above);
    row = above;
  }
  return rows;
};
