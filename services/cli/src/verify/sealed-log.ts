import type { Findings } from './findings.ts';
import { Counter, HASH_BYTES, hashLeaf } from './merkle.ts';
import type { Recorded, RecordedEvent } from './recorded-log.ts';
import type { Row, Rows } from './rows.ts';
import { FULL, pathOf, ReadAhead, type SealedFiles } from './sealed-files.ts';
import type { Statement } from './signed-checkpoint.ts';
import { type Bundle, StoredTiles, type Tile, UpperTiles } from './stored-tiles.ts';

/** How far a check has come, in entries. */
export type OnProgress = (checked: number, of: number) => void;

/** A root that somebody signed or kept for the first so many entries, where it stands, and what is said where it is another. */
export interface HeldRoot {
  readonly file: string;
  readonly size: number;
  readonly root: Buffer;
  readonly otherwise: string;
}

const TILES_AHEAD = 4; // as many reads as Node has threads for them

/** One position of the log, in the three places where it is kept. */
interface Place {
  readonly position: number;
  readonly sealed: Buffer | undefined;
  readonly row: Uint8Array | undefined;
  readonly hash: Buffer | undefined;
  readonly bundleName: string;
  readonly tileName: string;
}

/** Checks everything under one checkpoint: entry bundles, tiles, the rows of the database where there is one, and the root. */
export class SealedLog {
  /** Entries hashed so far, milliseconds that it took to read, hash and compare them, and those of them for reading rows of the database. */
  entries = 0;
  ms = 0;
  rowsMs = 0;
  readonly tiles: StoredTiles;
  readonly #files: ReadAhead;
  readonly #counter: Counter;
  readonly #upper: UpperTiles;
  #held: HeldRoot[] = [];

  constructor(
    files: SealedFiles,
    readonly rows: Rows | undefined,
    readonly recorded: Recorded,
    readonly findings: Findings,
  ) {
    this.#files = new ReadAhead(files);
    this.tiles = new StoredTiles(this.#files, findings);
    this.#upper = new UpperTiles(this.tiles, findings);
    this.#counter = new Counter((level, hash) => this.#upper.add(level, hash));
  }

  /** Walks the log once, from the first entry to the last that is sealed, and holds its roots against those that are given. */
  async check({ size, root }: Statement, held: readonly HeldRoot[], onProgress: OnProgress): Promise<void> {
    const own = { file: this.#files.nameOf('checkpoint'), size, root, otherwise: 'its root is not the one that the entries give' };
    this.#held = [...held, own].toSorted((one, other) => one.size - other.size);
    this.#compareRoots();
    for (let start = 0; start < size; start += FULL) {
      const since = performance.now();
      const events = await this.#checkTile(start / FULL, size);
      await this.#upper.compare(FULL);
      this.ms += performance.now() - since;
      if (!events) break; // nothing is stored from here on: a forged size must not keep this busy for ever
      this.recorded.check(events);
      onProgress(this.entries, size);
    }
    await this.#upper.compare(1);
    // What was not reached, because the files ended before it, does not have this root either.
    for (const { file, otherwise } of this.#held.filter((held) => held.size <= size)) this.findings.add(file, otherwise);
    this.#held = this.#held.filter((held) => held.size > size);
    const { rows } = this;
    if (rows && !rows.fault && rows.last < size - 1) {
      const end = rows.count === 0 ? 'it is empty' : `it ends at position ${rows.last}`;
      this.findings.add(rows.name, `${end}, but ${size} events were sealed: it was rolled back, or its end was removed`);
    }
  }

  /** Rows after the checkpoint: they must go on as every log does, but nothing vouches for them. Returns how many there are. */
  checkTail(from: number, { name }: Rows): number {
    let count = 0;
    for (let row = this.rows?.take(); row; row = this.rows?.take()) {
      if (row.position !== from + count) this.findings.add(name, `the row does not follow position ${from + count - 1}`, row.position);
      this.recorded.check([{ position: row.position, entry: row.body, row, name }]);
      if (this.#held.length > 0) {
        this.#counter.add(hashLeaf(row.body));
        this.#compareRoots();
      }
      count += 1;
    }
    for (const held of this.#held)
      this.findings.add(held.file, `it states ${held.size} entries, and the database holds ${this.#counter.size}: its end was removed`);
    if (this.rows?.fault) this.findings.add(name, `it cannot be read to its end: ${this.rows.fault}`);
    return count;
  }

  /** One bundle, its tile, and the rows of the same positions; undefined where there is none of them. */
  async #checkTile(index: number, size: number): Promise<readonly RecordedEvent[] | undefined> {
    this.#readAhead(index, size);
    const width = Math.min(FULL, size - index * FULL);
    const [bundle, tile] = await Promise.all([this.tiles.bundle(index, width), this.tiles.tile(0, index, width)]);
    if (bundle.entries.length === 0 && !tile && !this.rows?.next) return undefined;
    const first = index * FULL;
    const since = performance.now();
    const rows = Array.from({ length: this.rows ? width : 0 }, (_, at) => this.#rowAt(first + at));
    this.rowsMs += performance.now() - since;
    const events = this.#whole(first, bundle, tile, rows, width) ?? this.#pieces(first, bundle, tile, rows, width);
    this.entries += width;
    return events;
  }

  /** The usual case: bundle, tile and rows say the same. Undefined where they do not. */
  #whole(first: number, bundle: Bundle, tile: Tile | undefined, rows: readonly (Row | undefined)[], width: number): readonly RecordedEvent[] | undefined {
    const { entries, leaves, name } = bundle;
    if (entries.length !== width || !tile || !leaves.equals(tile.hashes.subarray(0, leaves.length))) return undefined;
    if (this.rows && !entries.every((entry, at) => rows[at] !== undefined && entry.equals(rows[at].body))) return undefined;
    const isAskedWithin = (this.#held[0]?.size ?? Number.POSITIVE_INFINITY) < first + width;
    if (width === FULL && !isAskedWithin) {
      this.#counter.addTile(leaves);
      this.#compareRoots();
    } else {
      for (let at = 0; at < width; at++) this.#add(Buffer.from(leaves.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES)));
    }
    return entries.map((entry, at) => ({ position: first + at, entry, row: rows[at], name: this.rows?.name ?? name }));
  }

  /** Each position by itself, to say which of its places is wrong. */
  #pieces(first: number, bundle: Bundle, tile: Tile | undefined, rows: readonly (Row | undefined)[], width: number): readonly RecordedEvent[] {
    return Array.from({ length: width }, (_, at) => {
      const position = first + at;
      const row = rows[at];
      const places = { position, sealed: bundle.entries[at], row: row?.body, hash: tile?.hash(at), bundleName: bundle.name, tileName: tile?.name ?? '' };
      const { leaf, entry } = this.#judge(places);
      this.#add(leaf);
      return { position, entry, row, name: this.rows?.name ?? bundle.name };
    });
  }

  #add(leaf: Buffer): void {
    this.#counter.add(leaf);
    this.#compareRoots();
  }

  #compareRoots(): void {
    while (this.#held[0]?.size === this.#counter.size) {
      const { file, root, otherwise } = this.#held.shift() as HeldRoot;
      if (!this.#counter.root().equals(root)) this.findings.add(file, otherwise);
    }
  }

  #readAhead(index: number, size: number): void {
    for (let next = index; next <= index + TILES_AHEAD && next * FULL < size; next++) {
      if (next === index + TILES_AHEAD || index === 0)
        for (const level of ['entries', 0] as const) this.#files.begin(pathOf(level, next, Math.min(FULL, size - next * FULL)));
    }
  }

  /** Which of bundle, row and tile is the odd one out; the tree goes on with what the others agree on, so that one fault stays one. */
  #judge({ position, sealed, row, hash, bundleName, tileName }: Place): { leaf: Buffer; entry?: Uint8Array } {
    if (sealed && row && !sealed.equals(row)) {
      const rowFits = hash?.equals(hashLeaf(row)) ?? false;
      const sealedFits = hash?.equals(hashLeaf(sealed)) ?? false;
      if (!rowFits) this.findings.add(this.rows?.name ?? '', 'the row is not the event that was sealed', position);
      if (!sealedFits) this.findings.add(bundleName, 'the entry is not the event that was sealed', position);
      const entry = rowFits ? row : sealed;
      return { leaf: hashLeaf(entry), entry };
    }
    const entry = sealed ?? row;
    if (!entry) return { leaf: hash ?? Buffer.alloc(HASH_BYTES) };
    const leaf = hashLeaf(entry);
    if (!hash || leaf.equals(hash)) return { leaf, entry };
    const both = sealed && row;
    this.findings.add(both ? tileName : bundleName, both ? 'the hash is not that of the entry' : `the entry does not have the hash in ${tileName}`, position);
    return { leaf: both ? leaf : hash, entry };
  }

  /** The row of a position; rows before it that have no place there are findings, and so is its absence. */
  #rowAt(position: number): Row | undefined {
    const rows = this.rows as Rows;
    while (rows.next && rows.next.position < position) {
      this.findings.add(rows.name, 'the row is at a position that a log does not have', rows.take()?.position);
    }
    if (rows.next?.position === position) return rows.take();
    this.findings.add(rows.name, rows.fault ? `the row cannot be read: ${rows.fault}` : 'the row is missing', position);
    return undefined;
  }
}
