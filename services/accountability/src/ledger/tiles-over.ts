import { type LedgerFiles, tilePath } from '@patto/audit-ledger';

const WIDTH = 256;
const HASH_BYTES = 32;

/** Tiles that lead from some entries to the root, by their path, and the leaf hashes in them. */
export interface Tiles {
  readonly files: Readonly<Record<string, Uint8Array>>;
  /** The leaf hash of one of these entries. */
  leaf(index: number): Buffer;
}

/** The tiles of a tree of `size` entries by which these entries are held against its root: those over each entry, and the right edge. Each once. */
export const tilesOver = async (ledger: Pick<LedgerFiles, 'tile'>, indexes: readonly number[], size: number): Promise<Tiles> => {
  const files: Record<string, Buffer> = {};
  const leaves = new Map<number, Buffer>();
  for (let level = 0, span = 1; span <= size; level += 1, span *= WIDTH) {
    const hashes = Math.floor(size / span);
    const last = Math.floor(hashes / WIDTH);
    const over = new Set(indexes.map((index) => Math.floor(index / span / WIDTH)));
    if (hashes % WIDTH > 0) over.add(last);
    for (const tile of over) {
      const width = Math.min(WIDTH, hashes - tile * WIDTH);
      if (width <= 0) continue; // The entry is under the right edge of a lower level, and not in a full tile of this one.
      const bytes = await ledger.tile(level, tile, width);
      files[tilePath(level, tile, width)] = bytes;
      if (level === 0) leaves.set(tile, bytes);
    }
  }
  return {
    files,
    leaf: (index) => {
      const at = (index % WIDTH) * HASH_BYTES;
      return (leaves.get(Math.floor(index / WIDTH)) as Buffer).subarray(at, at + HASH_BYTES);
    },
  };
};
