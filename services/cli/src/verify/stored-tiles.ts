import type { Findings } from './findings.ts';
import { HASH_BYTES, writeHash } from './merkle.ts';
import { FULL, find, pathOf, type SealedFiles } from './sealed-files.ts';

/** The entries of a bundle, and where to find it. */
export interface Bundle {
  readonly name: string;
  readonly entries: readonly Buffer[];
  /** The leaf hashes of these entries, end to end. */
  readonly leaves: Buffer;
}

/** The hashes of a tile, and where to find it. */
export interface Tile {
  readonly name: string;
  /** Its hashes, end to end. */
  readonly hashes: Buffer;
  hash(place: number): Buffer;
}

/** Reads bundles and tiles, and finds out which are missing or of the wrong size. */
export class StoredTiles {
  /** Tiles read so far. */
  count = 0;

  constructor(
    readonly files: SealedFiles,
    readonly findings: Findings,
  ) {}

  /** The bundle of this number, as far as it can be read. */
  async bundle(index: number, width: number): Promise<Bundle> {
    const found = await find(this.files, 'entries', index, width);
    if (!found) return { name: this.#missing('entries', index, width), entries: [], leaves: Buffer.alloc(0) };
    const name = this.files.nameOf(found.path);
    const { entries, whole } = splitBundle(found.bytes);
    if (!whole || entries.length !== found.width) this.findings.add(name, `it holds ${entries.length} whole entries instead of ${found.width}`);
    const asked = entries.slice(0, width);
    return { name, entries: asked, leaves: leafHashes(found.bytes, asked) };
  }

  /** The tile of this level and number. */
  async tile(level: number, index: number, width: number): Promise<Tile | undefined> {
    const found = await find(this.files, level, index, width);
    if (!found) {
      this.#missing(level, index, width);
      return undefined;
    }
    this.count += 1;
    const name = this.files.nameOf(found.path);
    const { bytes } = found;
    if (bytes.length === found.width * HASH_BYTES)
      return { name, hashes: bytes, hash: (place) => bytes.subarray(place * HASH_BYTES, (place + 1) * HASH_BYTES) };
    this.findings.add(name, `it has ${bytes.length} bytes instead of ${found.width * HASH_BYTES}`);
    return undefined;
  }

  #missing(level: number | 'entries', index: number, width: number): string {
    const name = this.files.nameOf(pathOf(level, index, width));
    this.findings.add(name, 'the file is missing');
    return name;
  }
}

/** The entries of a bundle up to the first that cannot be read; `whole` where that is all of it. */
export const splitBundle = (bundle: Buffer): { readonly entries: Buffer[]; readonly whole: boolean } => {
  const entries: Buffer[] = [];
  let at = 0;
  while (at + 2 <= bundle.length) {
    const end = at + 2 + bundle.readUInt16BE(at);
    if (end > bundle.length) break;
    entries.push(bundle.subarray(at + 2, end));
    at = end;
  }
  return { entries, whole: at === bundle.length };
};

/** The leaf hashes of entries where they lie in their bundle: the byte before each, the last of its length, becomes the 0x00 that is hashed before it. */
const leafHashes = (bundle: Buffer, entries: readonly Buffer[]): Buffer => {
  const leaves = Buffer.alloc(entries.length * HASH_BYTES);
  for (const [at, entry] of entries.entries()) {
    const start = entry.byteOffset - bundle.byteOffset;
    bundle[start - 1] = 0;
    writeHash(bundle.subarray(start - 1, start + entry.length), leaves, at);
  }
  return leaves;
};

/** The hashes of the levels above the entries, as they come up, until the tile that must hold them can be compared. */
export class UpperTiles {
  readonly #levels: { readonly index: number; readonly hashes: Buffer[] }[] = [];

  constructor(
    readonly tiles: StoredTiles,
    readonly findings: Findings,
  ) {}

  add(level: number, hash: Buffer): void {
    this.#levels[level - 1] ??= { index: 0, hashes: [] };
    this.#levels[level - 1]?.hashes.push(hash);
  }

  /** Compares the tiles that have at least so many hashes: 256 for the full ones, 1 for what is left at the end. */
  async compare(least: number): Promise<void> {
    for (const [place, { index, hashes }] of this.#levels.entries()) {
      if (hashes.length < least) continue;
      const tile = await this.tiles.tile(place + 1, index, Math.min(FULL, hashes.length));
      for (const [at, hash] of hashes.entries()) {
        if (tile && !tile.hash(at).equals(hash)) this.findings.add(tile.name, `hash ${at} is not the root over its entries`);
      }
      this.#levels[place] = { index: index + 1, hashes: [] };
    }
  }
}
